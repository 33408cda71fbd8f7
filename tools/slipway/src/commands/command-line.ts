import { Command, CommanderError } from 'commander'
import { readFileSync } from 'node:fs'
import { describeError } from '../terminal/describe-error.ts'
import { affectedCommand } from './affected/command.ts'
import { provenanceCommand, sbomCommand } from './attestation/command.ts'
import { checkCommand } from './check/command.ts'
import { EndWith, exitStatus, type CommandContext } from './command-context.ts'
import { consideredCommand } from './considered/command.ts'
import { diffCommand } from './diff/command.ts'
import { historyCommand } from './history/command.ts'
import { holdCommand } from './hold/command.ts'
import { loginCommand } from './login/command.ts'
import { logoutCommand } from './logout/command.ts'
import { promoteCommand } from './promote/command.ts'
import { publishCommand } from './publish/command.ts'
import { renderCommand } from './render/command.ts'
import { resumeCommand } from './resume/command.ts'
import { rollbackCommand } from './rollback/command.ts'
import { statusCommand } from './status/command.ts'

/**
 * Runs `slipway` with its arguments and gives the exit status: 0 done, 1 problems found, 2 wrong usage. An unexpected
 * error is thrown, with its stack.
 */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' })
    return exitStatus.done
  } catch (error) {
    if (error instanceof EndWith) return error.status
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.wrongUsage
    const description = describeError(error)
    if (description === undefined) throw error
    context.stderr.write(`${description}\n`)
    return exitStatus.problems
  }
}

function createProgram(context: CommandContext): Command {
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
  // A command takes its settings over from the program only when it is made by it.
  publishCommand(program.command('publish'), context)
  checkCommand(program.command('check'), context)
  promoteCommand(program.command('promote'), context)
  consideredCommand(program.command('considered'), context)
  rollbackCommand(program.command('rollback'), context)
  holdCommand(program.command('hold'), context)
  resumeCommand(program.command('resume'), context)
  historyCommand(program.command('history'), context)
  statusCommand(program.command('status'), context)
  affectedCommand(program.command('affected'), context)
  diffCommand(program.command('diff'), context)
  renderCommand(program.command('render'), context)
  loginCommand(program.command('login'), context)
  logoutCommand(program.command('logout'), context)
  sbomCommand(program.command('sbom'), context)
  provenanceCommand(program.command('provenance'), context)
  return program
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
