import { resolve } from 'node:path'

import type { Edit } from '../../edit/edit-text.ts'
import { editFolder } from '../../edit/folder/edit-folder.ts'
import type { CommandEntry } from '../commands.ts'
import { defineCommand } from '../define-command.ts'
import type { Flags, ParsedArguments } from '../flags.ts'

/** A verb of `edit`: what its help says, the flags that it takes, and the edit that its arguments mean. */
export interface EditDefinition<Known extends Flags> {
  readonly about: string
  /** How it is called, after `edit`. */
  readonly usage: string
  readonly examples: readonly string[]
  readonly flags?: Known
  readonly edit: (args: ParsedArguments<Known>) => Edit
  /** What there is to say about the folder before the edit, and then after it. */
  readonly watch?: (folder: string) => () => string
}

const editFlags = {
  directory: {
    type: 'string',
    short: 'C',
    help: 'the folder of the kustomization, instead of the current one',
  },
  'dry-run': { type: 'boolean', help: 'write nothing, print the texts that would be written' },
} as const satisfies Flags

/** A command that does one edit on the kustomization of a folder. */
export function defineEdit<const Known extends Flags>(definition: EditDefinition<Known>): CommandEntry {
  const { about, usage, examples, flags } = definition
  const run = defineCommand({
    about: `${about}.\n`,
    usage: `edit ${usage} [flags]`,
    examples: examples.map((example) => `edit ${example}`),
    flags: { ...flags, ...editFlags },
    run(parsed, { currentFolder }) {
      const { directory = '.', 'dry-run': dryRun = false } = parsed.values as EditValues
      const folder = resolve(currentFolder, directory)
      const watched = dryRun ? undefined : definition.watch?.(folder)
      const edit = definition.edit(parsed as unknown as ParsedArguments<Known>)
      const { changed, notes } = editFolder(folder, edit, { dryRun })
      const stdout = dryRun ? [...changed.values()].join('---\n') : (watched?.() ?? '')
      return { stdout, stderr: notes.map((note) => `${note}\n`).join(''), exitCode: 0 }
    },
  })
  return { about, load: () => Promise.resolve(run) }
}

interface EditValues {
  readonly directory?: string
  readonly 'dry-run'?: boolean
}
