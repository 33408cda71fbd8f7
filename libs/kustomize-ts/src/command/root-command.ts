import { CommandError } from './command-error.ts'
import type { CommandEnvironment, CommandOutput } from './command.ts'
import { commands } from './commands.ts'
import { commonFlags, parseFlags } from './flags.ts'
import { suggest } from './suggest.ts'

/** Commands that only the original has. */
const absentCommands = new Set(['cfg', 'completion', 'create', 'fn', 'init', 'localize', 'openapi'])

/** What stands before any command: help, and words that are no command. */
export async function runRoot(
  name: string | undefined,
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<CommandOutput> {
  if (name === 'help') return help(args, environment)
  if (name !== undefined) throw unknownCommand(name)
  parseFlags(args, commonFlags)
  return { stdout: rootHelp(), stderr: '', exitCode: 0 }
}

/** `help COMMAND`. A topic that is not known is no error, as in the original. */
async function help([topic]: readonly string[], environment: CommandEnvironment): Promise<CommandOutput> {
  const entry = topic === undefined ? undefined : commands.get(topic)
  if (entry !== undefined) return (await entry.load())(['--help'], environment)
  if (topic === undefined || topic.startsWith('-')) return { stdout: rootHelp(), stderr: '', exitCode: 0 }
  return { stdout: '', stderr: `Unknown help topic "${topic}"\n${rootHelp()}`, exitCode: 0 }
}

function unknownCommand(name: string): CommandError {
  const hint = "Run 'kustomize-ts --help' for usage."
  if (absentCommands.has(name)) {
    return new CommandError(`kustomize-ts does not have the command "${name}": use kustomize for it\n${hint}`)
  }
  const meant = suggest(name, commands.keys()).map((each) => `\t${each}\n`)
  const question = meant.length === 0 ? '' : `\nDid you mean this?\n${meant.join('')}\n`
  return new CommandError(`unknown command "${name}" for "kustomize-ts"\n${question}${hint}`)
}

function rootHelp(): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length)) + 3
  const rows = [...commands].map(([name, { about }]) => `  ${name.padEnd(width)}${about}\n`)
  return [
    'Kustomize in TypeScript: renders kustomizations as kustomize does.\n',
    'Usage:\n  kustomize-ts [command]\n',
    `Commands:\n${rows.join('')}`,
    'Flags:\n  -h, --help          show this help\n      --stack-trace   print the stack of an error\n',
    'Use "kustomize-ts [command] --help" for more about a command.\n',
  ].join('\n')
}
