import { build } from '../build.ts'
import { CommandError } from './command-error.ts'
import { argumentPath } from './argument-path.ts'
import { defineCommand } from './define-command.ts'

/** `dependencies DIR`: every file and folder that the result depends on, one in a line or as JSON. */
export const dependenciesCommand = defineCommand({
  about:
    'Lists every file and folder that the result of "build" depends on, by real path, in reading order.\n' +
    'Fails where the build fails.\n',
  usage: 'dependencies [DIR] [flags]',
  examples: ['dependencies overlays/production --json'],
  flags: { json: { type: 'boolean', help: 'print a JSON list' } },
  run({ positionals, values }, environment) {
    const [folder = '.', ...rest] = positionals
    if (rest.length > 0) throw new CommandError('specify one path to kustomization.yaml')
    const { files } = build(argumentPath(folder, environment))
    const lines = files.map((file) => `${file}\n`).join('')
    const stdout = values.json === true ? `${JSON.stringify(files, null, 2)}\n` : lines
    return { stdout, stderr: '', exitCode: 0 }
  },
})
