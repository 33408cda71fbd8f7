import { CommandError } from './command-error.ts'
import type { RunCommand } from './command.ts'
import type { CommandEntry } from './commands.ts'
import { addVerbs } from './edit/add.ts'
import { fixVerb } from './edit/fix.ts'
import { listPlugins } from './edit/list-plugins.ts'
import { removeVerbs } from './edit/remove.ts'
import { setVerbs } from './edit/set.ts'
import { commonFlags, parseFlags } from './flags.ts'
import { splitCommand } from './split-command.ts'
import { suggest } from './suggest.ts'

/** A command, or a group of commands. */
type Verb = CommandEntry | { readonly about: string; readonly verbs: ReadonlyMap<string, Verb> }

const root: Verb = {
  about: 'Edit the kustomization in a folder; comments, order and layout stay',
  verbs: new Map<string, Verb>([
    ['alpha-list-builtin-plugin', listPlugins],
    ['add', { about: 'Add to a kustomization', verbs: addVerbs }],
    ['fix', fixVerb],
    ['remove', { about: 'Remove from a kustomization', verbs: removeVerbs }],
    ['set', { about: 'Set values of a kustomization', verbs: setVerbs }],
  ]),
}

/** `edit VERB [NOUN]`: finds the verb, wherever flags stand, and runs it. */
export const editCommand: RunCommand = async (args, environment) => {
  let [verb, rest, path]: [Verb, readonly string[], string] = [root, args, 'edit']
  while ('verbs' in verb) {
    const words = splitCommand(rest)
    if (words.name === undefined) {
      parseFlags(rest, commonFlags)
      return { stdout: helpOf(path, verb), stderr: '', exitCode: 0 }
    }
    const next = verb.verbs.get(words.name)
    if (next === undefined) throw unknownVerb(words.name, path, verb.verbs)
    ;[verb, rest, path] = [next, words.rest, `${path} ${words.name}`]
  }
  const run = await verb.load()
  return run(rest, environment)
}

/** The original prints its help then and exits 0, which hides a slip of the pen in a script. */
function unknownVerb(name: string, path: string, verbs: ReadonlyMap<string, Verb>): CommandError {
  const meant = suggest(name, verbs.keys()).map((each) => `\t${each}\n`)
  const question = meant.length === 0 ? '' : `\nDid you mean this?\n${meant.join('')}\n`
  const hint = `Run 'kustomize-ts ${path} --help' for usage.`
  return new CommandError(`unknown command "${name}" for "kustomize-ts ${path}"\n${question}${hint}`)
}

function helpOf(path: string, { about, verbs }: Extract<Verb, { verbs: unknown }>): string {
  const width = Math.max(...[...verbs.keys()].map((name) => name.length)) + 3
  const rows = [...verbs].map(([name, verb]) => `  ${name.padEnd(width)}${verb.about}\n`)
  return [
    `${about}.\n`,
    `Usage:\n  kustomize-ts ${path} [command]\n`,
    `Commands:\n${rows.join('')}`,
    `Use "kustomize-ts ${path} [command] --help" for more about a command.\n`,
  ].join('\n')
}
