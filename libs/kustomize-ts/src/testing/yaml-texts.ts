import * as fc from 'fast-check'

const words = [
  'a',
  'b c',
  '12',
  '0x1F',
  '1.50',
  'true',
  'no',
  'null',
  '~',
  'x:y',
  'x#y',
  'http://x/?a=b',
  'ä',
  '<<',
]
const quoted = ['""', '"a\\tb"', '"it\\u00e4"', "'it''s'", "'12'", '"yes"', '" a "']
const flows = [
  '[]',
  '{}',
  '[a, "b"]',
  '[a: b]',
  '{a: b, "c":d}',
  '{a: [b, {c: d}], e: }',
  '[{a: b}, [c]]',
  '{a: b,\n c: d}',
]
const properties = ['', '', '', '', '&x ', '!!str ', '!!int ', '!x ']

function indented(spaces: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(spaces)
  return fc.constantFrom(
    `b\n${pad}c`,
    `b\n\n${pad}c # d`,
    `"b\n${pad}c\n\n${pad}d"`,
    `|\n${pad}b\n${pad} c\n\n${pad}d`,
    `|-\n${pad}b\n`,
    `|+\n${pad}b\n\n`,
    `>\n${pad}b\n${pad}c\n\n${pad} d\n${pad}e`,
    `>-\n${pad}b`,
    `|2\n${pad} b`,
  )
}

function scalar(spaces: number): fc.Arbitrary<string> {
  const text = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...quoted),
    fc.constantFrom(...flows),
    fc.constantFrom('*x', '', '# c'),
    indented(spaces),
  )
  return fc.tuple(fc.constantFrom(...properties), text).map((parts) => ` ${parts.join('')}`)
}

const keys = fc.constantFrom(
  'a',
  'b',
  'c d',
  '"e"',
  "'f' ",
  '? g\n',
  '"1"',
  '<<',
  '&y h',
  '*x ',
  '!!str i',
  '[j]',
)

/** What stands behind a colon or a dash: a value in its line, or a block below, indented by that many spaces. */
function value(spaces: number, depth: number): fc.Arbitrary<string> {
  if (depth === 0) return scalar(spaces + 2)
  return fc.oneof(
    { weight: 3, arbitrary: scalar(spaces + 2) },
    { weight: 2, arbitrary: map(spaces, depth).map((text) => `\n${text}`) },
    { weight: 1, arbitrary: list(spaces, depth).map((text) => `\n${text}`) },
  )
}

function map(spaces: number, depth: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(spaces)
  const entry = fc.tuple(keys, value(spaces + 2, depth - 1)).map(([key, text]) => {
    return key.endsWith('\n') ? `${pad}${key}${pad}:${text}\n` : `${pad}${key}:${text}\n`
  })
  return fc.array(entry, { minLength: 1, maxLength: 3 }).map((entries) => entries.join(''))
}

function list(spaces: number, depth: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(spaces)
  const element = value(spaces + 2, depth - 1).map((text) => `${pad}-${text}\n`)
  return fc.array(element, { minLength: 1, maxLength: 3 }).map((elements) => elements.join(''))
}

const oddities = [
  '\t',
  ' ',
  '\n',
  ':',
  '- ',
  '?',
  '#',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '\\',
  '\u2028',
]

/** Texts of YAML as people write it and as nobody does, indented by two spaces; some of them are a little wrong. */
export const yamlTexts: fc.Arbitrary<string> = fc
  .tuple(
    map(2, 3),
    fc.array(fc.tuple(fc.constantFrom(...oddities), fc.nat(400)), { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([text, changes, isChanged]) => {
    if (!isChanged) return text
    return changes.reduce((changed, [oddity, at]) => {
      const place = at % (changed.length + 1)
      return changed.slice(0, place) + oddity + changed.slice(place)
    }, text)
  })
