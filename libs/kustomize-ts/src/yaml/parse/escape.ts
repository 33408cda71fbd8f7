import { hexValue } from './characters.ts'
import type { ScannerState } from './scanner-state.ts'

const simpleEscapes = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\u001b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])

const codeLengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** Reads an escape in double quotes, from its backslash on. JSON's `\/` and halves of surrogate pairs are none in YAML 1.1. */
export function readEscape(state: ScannerState): string {
  const letter = state.text.charAt(state.pos + 1)
  const simple = simpleEscapes.get(letter)
  if (simple !== undefined) {
    state.pos += 2
    return simple
  }
  const length = codeLengths.get(letter)
  if (length === undefined) {
    throw state.refusal(
      `A backslash in double quotes needs a letter that YAML knows: found "\\${letter.replace('\0', '')}"`,
    )
  }
  return readCode(state, length)
}

function readCode(state: ScannerState, length: number): string {
  const start = state.pos + 2
  let value = 0
  for (let index = start; index < start + length; index++) {
    const digit = hexValue(state.text.charCodeAt(index))
    if (digit < 0)
      throw state.refusal(
        `An escape needs ${length} hexadecimal digits: found "${state.text.slice(state.pos, index)}"`,
      )
    value = value * 16 + digit
  }
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    throw state.refusal(
      `An escape must name a Unicode character: found "${state.text.slice(state.pos, start + length)}"`,
    )
  }
  state.pos = start + length
  return String.fromCodePoint(value)
}
