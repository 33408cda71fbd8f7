import { Command, CommanderError } from 'commander'
import { readFileSync } from 'node:fs'
import { EndWith, exitStatus, type CommandContext } from './command-context.ts'
import { refuseTwice } from './refuse-twice.ts'

/**
 * Runs `slipway` with its arguments and gives the exit status: 0 done, 1 problems found, 2 wrong usage. An unexpected
 * error is thrown, with its stack.
 */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    const program = await createProgram(args[0], context)
    await program.parseAsync(args, { from: 'user' })
    return exitStatus.done
  } catch (error) {
    if (error instanceof EndWith) return error.status
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUsage
    const { describeError } = await import('../terminal/describe-error.ts')
    const description = describeError(error)
    if (description === undefined) throw error
    context.stderr.write(`${description}\n`)
    return exitStatus.problems
  }
}

/** The program with the command that is asked for alone, as loading a command takes longer than most take; with all of them for help, or for what is misspelt. */
async function createProgram(asked: string | undefined, context: CommandContext): Promise<Command> {
  const program = new Command('slipway')
    .description('From nx generate to a Git commit that Argo CD deploys')
    .version(readVersion())
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 problems found, 2 wrong usage. Data goes to stdout, all else to stderr.',
    )
  const names = asked !== undefined && Object.hasOwn(commands, asked) ? [asked] : Object.keys(commands)
  for (const name of names) {
    const add = await commands[name]?.()
    // A command takes its settings over from the program only when it is made by it.
    add?.(program.command(name), context)
  }
  for (const command of program.commands) refuseTwice(command)
  return program
}

type AddCommand = (command: Command, context: CommandContext) => void

/** Each command's module, in the order of the help. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  publish: async () => (await import('./publish/command.ts')).publishCommand,
  check: async () => (await import('./check/command.ts')).checkCommand,
  promote: async () => (await import('./promote/command.ts')).promoteCommand,
  considered: async () => (await import('./considered/command.ts')).consideredCommand,
  rollback: async () => (await import('./rollback/command.ts')).rollbackCommand,
  hold: async () => (await import('./hold/command.ts')).holdCommand,
  resume: async () => (await import('./resume/command.ts')).resumeCommand,
  history: async () => (await import('./history/command.ts')).historyCommand,
  status: async () => (await import('./status/command.ts')).statusCommand,
  affected: async () => (await import('./affected/command.ts')).affectedCommand,
  diff: async () => (await import('./diff/command.ts')).diffCommand,
  render: async () => (await import('./render/command.ts')).renderCommand,
  login: async () => (await import('./login/command.ts')).loginCommand,
  logout: async () => (await import('./logout/command.ts')).logoutCommand,
  sbom: async () => (await import('./attestation/command.ts')).sbomCommand,
  provenance: async () => (await import('./attestation/command.ts')).provenanceCommand,
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
