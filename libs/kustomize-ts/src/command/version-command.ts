import { kustomizeVersion } from '../finish/annotate.ts'
import { version } from '../version.ts'
import { CommandError } from './command-error.ts'
import { defineCommand } from './define-command.ts'

/** `version`: of the Kustomize whose results this gives, as scripts ask for it; with an output format, of this package too. */
export const versionCommand = defineCommand({
  about: 'Prints the version of Kustomize whose results this command gives.\n',
  usage: 'version [flags]',
  flags: {
    output: {
      type: 'string',
      short: 'o',
      help: '"json" or "yaml", with the versions of this package and of Node too',
    },
    short: { type: 'boolean', deprecated: 'and will be removed in the future.' },
  },
  run({ values: { output = '', short = false } }) {
    if (short && output !== '') throw new CommandError('--short and --output are mutually exclusive')
    return { stdout: render(output, short), stderr: '', exitCode: 0 }
  },
})

function render(output: string, short: boolean): string {
  const facts = { version: kustomizeVersion, kustomizeTs: version, node: process.version }
  // The original prints its structure as Go shows it, most of it empty, and nothing at all for formats that it does not know.
  if (short) return `{${kustomizeVersion}  unknown   }\n`
  if (output === '') return `${kustomizeVersion}\n`
  if (output === 'json') return `${JSON.stringify(facts, null, 2)}\n`
  if (output !== 'yaml') return ''
  const lines = Object.entries(facts).map(([name, value]) => `${name}: ${value}\n`)
  return `${lines.join('')}\n`
}
