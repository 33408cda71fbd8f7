import { parseArgs } from 'node:util'

import { CommandError } from './command-error.ts'

/** A flag of a command. */
export interface Flag {
  /** `list` may be given several times. */
  readonly type: 'boolean' | 'string' | 'list'
  readonly short?: string
  /** What `--help` says of it; flags without are not shown. */
  readonly help?: string
  /** What to use instead, for a flag that still works; said on stderr when it is used. */
  readonly deprecated?: string
}

/** The flags of a command by name, without their dashes. */
export type Flags = Readonly<Record<string, Flag>>

/** What was given for each flag; those that were not given are not there. */
export type FlagValues<Known extends Flags> = {
  [Name in keyof Known]?: Known[Name]['type'] extends 'boolean'
    ? boolean
    : Known[Name]['type'] extends 'string'
      ? string
      : readonly string[]
}

/** Arguments taken apart. */
export interface ParsedArguments<Known extends Flags> {
  readonly positionals: readonly string[]
  readonly values: FlagValues<Known>
  /** Lines for stderr about flags that are deprecated. */
  readonly notices: string
}

/** The flags that every command has. */
export const commonFlags = {
  help: { type: 'boolean', short: 'h', help: 'show this help' },
  'stack-trace': { type: 'boolean', help: 'print the stack of an error' },
} as const satisfies Flags

/** What `parseArgs` calls an option. */
interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

/**
 * Takes arguments apart as the original does: flags may stand anywhere, as `--name value`, `--name=value`, `-n value`, `-nvalue`
 * and `-n=value`; a value may begin with a dash; everything after `--` is no flag. Throws `CommandError` for the first flag that is
 * not known or has a wrong value.
 */
export function parseFlags<Known extends Flags>(
  args: readonly string[],
  flags: Known,
): ParsedArguments<Known> {
  const values: Record<string, boolean | string | string[]> = {}
  const positionals: string[] = []
  let notices = ''
  for (const token of tokenize(args, flags)) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined
    if (flag === undefined) throw unknownFlag(token)
    const value = readValue(token, flag)
    if (flag.type === 'list')
      values[token.name] = [...((values[token.name] ?? []) as string[]), String(value)]
    else values[token.name] = value
    if (flag.deprecated !== undefined)
      notices += `Flag --${token.name} has been deprecated, ${flag.deprecated}\n`
  }
  return { positionals, values: values as FlagValues<Known>, notices }
}

function tokenize(args: readonly string[], flags: Flags) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, short }]) => [
      name,
      { type: type === 'boolean' ? type : 'string', ...(short === undefined ? {} : { short }) } as const,
    ]),
  )
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

function unknownFlag({ name, rawName }: OptionToken): CommandError {
  return new CommandError(
    rawName.startsWith('--') ? `unknown flag: ${rawName}` : `unknown shorthand flag: '${name}' in ${rawName}`,
  )
}

function readValue({ name, rawName, value, inlineValue }: OptionToken, flag: Flag): string | boolean {
  if (flag.type === 'boolean') return value === undefined ? true : readBoolean(name, value, flag)
  const isShort = !rawName.startsWith('--')
  if (value === undefined) {
    throw new CommandError(
      isShort
        ? `flag needs an argument: '${flag.short}' in ${rawName}`
        : `flag needs an argument: ${rawName}`,
    )
  }
  return isShort && inlineValue === true && value.startsWith('=') ? value.slice(1) : value
}

const booleans = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
])

function readBoolean(name: string, text: string, { short }: Flag): boolean {
  const value = booleans.get(text)
  if (value !== undefined) return value
  const flag = short === undefined ? `--${name}` : `-${short}, --${name}`
  throw new CommandError(`invalid argument "${text}" for "${flag}" flag: wanted true or false`)
}
