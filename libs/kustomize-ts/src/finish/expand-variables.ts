/** A value with its type, and the text that it has inside of a longer one. */
export interface VariableValue {
  readonly value: string | boolean | bigint | number
  readonly text: string
}

/**
 * Replaces `$(NAME)` by values; `$$` stands for a dollar sign, and names that are not known stay as they are. When the whole text
 * is one variable, the result keeps the type of its value.
 */
export function expandVariables(
  text: string,
  values: ReadonlyMap<string, VariableValue | undefined>,
): VariableValue {
  let result = ''
  let start = 0
  for (let cursor = 0; cursor + 1 < text.length; cursor++) {
    if (text[cursor] !== '$') continue
    result += text.slice(start, cursor)
    const name = variableName(text, cursor + 1)
    if (name === undefined) {
      result += escapedText(text[cursor + 1] as string)
      cursor += 1
    } else {
      const known = values.get(name)
      if (text === `$(${name})` && known !== undefined) return known
      result += known?.text ?? `$(${name})`
      cursor += name.length + 2
    }
    start = cursor + 1
  }
  const whole = result + text.slice(start)
  return { value: whole, text: whole }
}

function variableName(text: string, start: number): string | undefined {
  if (text[start] !== '(') return undefined
  const end = text.indexOf(')', start)
  return end < 0 ? undefined : text.slice(start + 1, end)
}

function escapedText(character: string): string {
  return character === '$' ? '$' : `$${character}`
}
