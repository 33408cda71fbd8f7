import type { CommandEnvironment, CommandOutput, RunCommand } from './command.ts'
import { commonFlags, parseFlags, type Flags, type ParsedArguments } from './flags.ts'
import { renderHelp, type HelpText } from './help.ts'

/** A command: what its help says, the flags that it takes, and what it does with them. */
export interface CommandDefinition<Known extends Flags> extends HelpText {
  readonly flags: Known
  readonly run: (args: ParsedArguments<Known>, environment: CommandEnvironment) => CommandOutput
}

/** A command that takes its flags apart, prints its help when it is asked to, and says which flags are deprecated. */
export function defineCommand<Known extends Flags>(definition: CommandDefinition<Known>): RunCommand {
  const flags = { ...definition.flags, ...commonFlags }
  return (args, environment) => {
    const parsed = parseFlags(args, flags)
    if ('help' in parsed.values && parsed.values.help === true)
      return { stdout: renderHelp(definition), stderr: '', exitCode: 0 }
    const output = definition.run(parsed as ParsedArguments<Known>, environment)
    return { ...output, stderr: parsed.notices + output.stderr }
  }
}
