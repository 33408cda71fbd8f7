import { buildCommand } from './build-command.ts'
import type { RunCommand } from './command.ts'
import { dependenciesCommand } from './dependencies-command.ts'
import { versionCommand } from './version-command.ts'

/** A command that can be run. One that `build` does not need is loaded when it is wanted, so that a build does not pay for it. */
export interface CommandEntry {
  readonly about: string
  readonly load: () => RunCommand | Promise<RunCommand>
}

/** The commands by name. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map([
  ['build', { about: 'Render the kustomization in a folder', load: () => buildCommand }],
  [
    'dependencies',
    { about: 'List the files and folders that a result depends on', load: () => dependenciesCommand },
  ],
  [
    'edit',
    {
      about: 'Edit the kustomization in a folder; comments, order and layout stay',
      load: async () => (await import('./edit-command.ts')).editCommand,
    },
  ],
  [
    'version',
    { about: 'Print the version of Kustomize whose results this gives', load: () => versionCommand },
  ],
])
