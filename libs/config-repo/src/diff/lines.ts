import { structuredPatch } from 'diff'
import { stringify } from 'yaml'
import type { FieldChange, Json, JsonMap, ObjectDifference } from './difference.ts'

/** One line of a difference, as `git diff` marks it. */
export interface Line {
  readonly sign: '+' | '-' | ' '
  readonly text: string
}

/** The lines that show what became of an object. */
export function linesOf({ change, fields, manifest }: ObjectDifference): Line[] {
  if (change === 'removed') return []
  return manifest ? manifestLines(manifest) : fields.flatMap(fieldLines)
}

function manifestLines(manifest: JsonMap): Line[] {
  return signed('+', stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd())
}

function fieldLines({ path, before, after }: FieldChange): Line[] {
  if (isLong(before) && isLong(after)) return textLines(path, before, after)
  return [...valueLines('-', path, before), ...valueLines('+', path, after)]
}

function isLong(value: Json | undefined): value is string {
  return typeof value === 'string' && value.includes('\n')
}

const context = 2

/** Of a text, such as a file in a config map, the lines that differ. */
function textLines(path: string, before: string, after: string): Line[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context })
  const lines = hunks.flatMap((hunk, index) => [
    ...(index > 0 ? ['  …'] : []),
    ...hunk.lines.filter((line) => !line.startsWith('\\')),
  ])
  return [
    { sign: ' ', text: `${path}:` },
    ...lines.map((line) => ({ sign: signOf(line), text: `  ${printable(line.slice(1))}` })),
  ]
}

function signOf(line: string): Line['sign'] {
  const [sign] = line
  return sign === '+' || sign === '-' ? sign : ' '
}

function valueLines(sign: Line['sign'], path: string, value: Json | undefined): Line[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null)
    return [{ sign, text: printable(`${path}: ${show(value)}`) }]
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
  const isShort = text.length < 60 && !text.includes('\n')
  if (isShort || Object.keys(value).length === 0) return [{ sign, text: `${path}: ${JSON.stringify(value)}` }]
  return [{ sign, text: `${path}:` }, ...signed(sign, text, '  ')]
}

/** A text that could be taken for another value, or has more than one line, in quotes. */
function show(value: Json): string {
  const isPlain =
    typeof value === 'string' &&
    /^[^\s"'](?:[^\n]*[^\s])?$/.test(value) &&
    !/^(true|false|null|[\d.+-]+)$/.test(value)
  return isPlain ? value : JSON.stringify(value)
}

function signed(sign: Line['sign'], text: string, indent = ''): Line[] {
  return text.split('\n').map((line) => ({ sign, text: `${indent}${printable(line)}` }))
}

/** Without characters that would steer a terminal or hide in a text: files of a repository may hold any. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}
