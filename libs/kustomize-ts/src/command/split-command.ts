/** The command's name, and the other arguments. */
export interface CommandWords {
  readonly name: string | undefined
  readonly rest: readonly string[]
}

const flagsWithoutValue = new Set(['-h', '--help', '--stack-trace'])

/** Finds the command among the arguments: flags may stand before it, and those that are not the program's own bring a value. */
export function splitCommand(args: readonly string[]): CommandWords {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string
    if (arg === '--') break
    if (!arg.startsWith('-')) return { name: arg, rest: args.toSpliced(index, 1) }
    const isShort = !arg.startsWith('--')
    const hasValue = isShort ? arg.length > 2 : arg.includes('=')
    if (!hasValue && !flagsWithoutValue.has(arg)) index++
  }
  return { name: undefined, rest: args }
}
