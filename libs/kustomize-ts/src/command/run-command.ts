import { describeProblem, KustomizeError } from '../kustomize-error.ts'
import { CommandError } from './command-error.ts'
import type { CommandEnvironment, CommandOutput, RunCommand } from './command.ts'
import { commands } from './commands.ts'
import { splitCommand } from './split-command.ts'

/** Runs the command line. Errors that a user can do something about become text; anything else is thrown. */
export async function runCommand(
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<CommandOutput> {
  const { name, rest } = splitCommand(args)
  try {
    const run = await loadCommand(name)
    return await run(rest, environment)
  } catch (error) {
    const message = describeFailure(error)
    const stack = args.includes('--stack-trace') ? `${(error as Error).stack}\n` : ''
    return { stdout: '', stderr: `Error: ${message}\n${stack}`, exitCode: 1 }
  }
}

async function loadCommand(name: string | undefined): Promise<RunCommand> {
  const entry = name === undefined ? undefined : commands.get(name)
  if (entry !== undefined) return entry.load()
  const { runRoot } = await import('./root-command.ts')
  return (args, environment) => runRoot(name, args, environment)
}

function describeFailure(error: unknown): string {
  if (error instanceof KustomizeError) {
    return error.problems.map((problem) => describeProblem(problem)).join('\n')
  }
  if (error instanceof CommandError) return error.message
  throw error
}
