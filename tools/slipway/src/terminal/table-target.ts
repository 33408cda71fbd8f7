import { styleText } from 'node:util'
import type { CommandContext } from '../commands/command-context.ts'
import type { TableTarget } from './table.ts'

/** Colours and a width for a terminal that wants them, neither for a file or a pipe (https://no-color.org). */
export function tableTarget({
  stdout,
  environment,
}: Pick<CommandContext, 'stdout' | 'environment'>): TableTarget {
  const isTerminal = stdout.isTTY === true
  const hasColour = isTerminal && !environment.noColor
  return {
    paint: (style, text) => (hasColour ? styleText(style, text, { validateStream: false }) : text),
    width: isTerminal ? stdout.columns : undefined,
  }
}
