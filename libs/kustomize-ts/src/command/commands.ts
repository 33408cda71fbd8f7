import type { RunCommand } from './command.ts'

/** A command that can be run, loaded when it is wanted, so that a run pays for no other. */
export interface CommandEntry {
  readonly about: string
  readonly load: () => Promise<RunCommand>
}

/** The commands by name. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map([
  [
    'build',
    {
      about: 'Render the kustomization in a folder',
      load: async () => (await import('./build-command.ts')).buildCommand,
    },
  ],
  [
    'dependencies',
    {
      about: 'List the files and folders that a result depends on',
      load: async () => (await import('./dependencies-command.ts')).dependenciesCommand,
    },
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
    {
      about: 'Print the version of Kustomize whose results this gives',
      load: async () => (await import('./version-command.ts')).versionCommand,
    },
  ],
])
