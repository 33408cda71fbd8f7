import { parseArgs, type ParseArgsConfig } from 'node:util'

import { UsageError } from './usage-error.ts'

/** Parses flags and at most one folder, `.` when none is given; throws `UsageError` for anything else. */
export function parseArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  const parsed = tryParse(args, options)
  const [folder = '.', ...rest] = parsed.positionals
  if (rest.length > 0) throw new UsageError(`Specify one folder: found ${parsed.positionals.length}`)
  return { folder, flags: parsed.values }
}

function tryParse<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}
