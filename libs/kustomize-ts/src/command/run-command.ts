import type { CommandEnvironment, CommandOutput, RunCommand } from './command.ts'
import { commands } from './commands.ts'
import { runRoot } from './root-command.ts'
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
    if (!isUserError(error)) throw error
    const stack = args.includes('--stack-trace') ? `${error.stack}\n` : ''
    return { stdout: '', stderr: `Error: ${error.message}\n${stack}`, exitCode: 1 }
  }
}

async function loadCommand(name: string | undefined): Promise<RunCommand> {
  const entry = name === undefined ? undefined : commands.get(name)
  if (entry !== undefined) return entry.load()
  return (args, environment) => runRoot(name, args, environment)
}

/** By name: in the package, a command that is loaded when it is wanted brings error classes of its own. */
function isUserError(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'KustomizeError' || error.name === 'CommandError')
}
