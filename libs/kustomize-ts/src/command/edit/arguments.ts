import { CommandError } from '../command-error.ts'

/** The only argument. */
export function one(positionals: readonly string[], what: string): string {
  const [value, ...rest] = positionals
  if (value !== undefined && rest.length === 0) return value
  throw new CommandError(`Specify one ${what}: found ${positionals.length}`)
}

/** The parts of the only argument, between commas. */
export function oneList(positionals: readonly string[], what: string): string[] {
  return one(positionals, `${what}, or several with commas between them`).split(',')
}

/** All arguments, of which there must be some. */
export function some(positionals: readonly string[], what: string): readonly string[] {
  if (positionals.length > 0) return positionals
  throw new CommandError(`Specify at least one ${what}: found none`)
}

/** The values of a flag that takes several with commas between them; quotes hold one together that has a comma itself. */
export function commaValues(values: readonly string[] = []): string[] {
  return values.flatMap((text) => (text === '' ? [] : splitQuoted(text)))
}

function splitQuoted(text: string): string[] {
  const fields = text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g)
  return [...fields].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
