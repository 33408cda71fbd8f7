import { InvalidArgumentError, type Command } from 'commander'

/** Has a command refuse a flag with a value that is given twice, as otherwise the first one would be forgotten without a word. */
export function refuseTwice(command: Command): void {
  for (const option of command.options) {
    const takesOne = option.required && !option.variadic && option.parseArg === undefined
    if (takesOne && option.defaultValue === undefined) option.argParser(takeFirst)
  }
}

function takeFirst(value: string, before: string | undefined): string {
  if (before === undefined) return value
  throw new InvalidArgumentError('It is there twice.')
}
