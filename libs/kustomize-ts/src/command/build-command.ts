import { build } from '../build.ts'
import type { CommandEnvironment, CommandOutput } from './command.ts'
import { parseArguments } from './parse-arguments.ts'
import { UsageError } from './usage-error.ts'

const restrictors = new Map([
  ['LoadRestrictionsRootOnly', 'rootOnly'],
  ['LoadRestrictionsNone', 'none'],
] as const)

/** `build DIR`: prints what `kustomize build DIR` prints; warnings go to stderr. */
export function buildCommand(args: readonly string[], environment: CommandEnvironment): CommandOutput {
  const { folder, flags } = parseArguments(args, {
    output: { type: 'string', short: 'o' },
    'load-restrictor': { type: 'string', default: 'LoadRestrictionsRootOnly' },
    reorder: { type: 'string', default: 'legacy' },
  })
  const result = build(folder, {
    loadRestrictor: restrictor(flags['load-restrictor']),
    reorder: reorder(flags.reorder),
  })
  const stderr = result.warnings.map((warning) => `# Warning: ${warning.message}\n`).join('')
  if (flags.output === undefined) return { stdout: result.yaml, stderr, exitCode: 0 }
  environment.writeFile(flags.output, result.yaml)
  return { stdout: '', stderr, exitCode: 0 }
}

function restrictor(name: string): 'rootOnly' | 'none' {
  const found = [...restrictors].find(([known]) => known === name)
  if (found !== undefined) return found[1]
  throw new UsageError(
    `The load restrictor must be one of ${[...restrictors.keys()].join(', ')}: found "${name}"`,
  )
}

function reorder(name: string): 'legacy' | 'none' {
  if (name === 'legacy' || name === 'none') return name
  throw new UsageError(`The order must be "legacy" or "none": found "${name}"`)
}
