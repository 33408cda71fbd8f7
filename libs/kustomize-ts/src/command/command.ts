import { describeProblem, KustomizeError } from '../kustomize-error.ts'
import { buildCommand } from './build-command.ts'
import { dependenciesCommand } from './dependencies-command.ts'
import { UsageError } from './usage-error.ts'
import { versionCommand } from './version-command.ts'

/** What a command has to say, and the status to exit with: 0 or, for every error, 1, as kustomize does. */
export interface CommandOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

/** What commands change outside. */
export interface CommandEnvironment {
  readonly writeFile: (path: string, text: string) => void
}

type Command = (args: readonly string[], environment: CommandEnvironment) => CommandOutput

const commands = new Map<string, Command>([
  ['build', buildCommand],
  ['dependencies', dependenciesCommand],
  ['version', versionCommand],
])

const usage = `Usage:
  kustomize-ts build [DIR] [-o FILE] [--load-restrictor RESTRICTOR] [--reorder legacy|none]
  kustomize-ts dependencies [DIR] [--json]
  kustomize-ts version
`

/** Runs the command line. Errors that a user can do something about become text; anything else is thrown. */
export function runCommand(args: readonly string[], environment: CommandEnvironment): CommandOutput {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return { stdout: usage, stderr: '', exitCode: 0 }
  }
  const command = commands.get(name)
  if (command === undefined) return failure(`There is no command "${name}"\n${usage}`)
  if (rest.includes('--help') || rest.includes('-h')) return { stdout: usage, stderr: '', exitCode: 0 }
  try {
    return command(rest, environment)
  } catch (error) {
    if (error instanceof KustomizeError)
      return failure(error.problems.map((problem) => describeProblem(problem)).join('\n'))
    if (error instanceof UsageError) return failure(error.message)
    throw error
  }
}

function failure(message: string): CommandOutput {
  return { stdout: '', stderr: `Error: ${message.trimEnd()}\n`, exitCode: 1 }
}
