import { structuredPatch } from 'diff'
import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { isMap } from './compare-values.ts'
import type { FieldChange, Json, JsonMap, ObjectDifference } from './difference.ts'

/** One line of a difference, as `git diff` marks it. */
export interface Line {
  readonly sign: '+' | '-' | ' '
  readonly text: string
}

/** The lines that show what became of an object. */
export function linesOf({ change, fields, manifest, previousName }: ObjectDifference): Line[] {
  if (change === 'removed') return []
  if (manifest) return manifestLines(withoutBytes(manifest))
  // The title has the names already.
  const rest = previousName === null ? fields : fields.filter(({ path }) => path !== 'metadata.name')
  return rest.map(describeBytes).flatMap(fieldLines)
}

/** The files of a config map that are no text, which nobody can read. */
function withoutBytes(manifest: JsonMap): JsonMap {
  const { binaryData } = manifest
  if (!isMap(binaryData)) return manifest
  const described = Object.entries(binaryData).map(([key, value]) => [key, bytesIn(value)] as const)
  return { ...manifest, binaryData: Object.fromEntries(described) }
}

function describeBytes(field: FieldChange): FieldChange {
  if (!/^binaryData[.[]/.test(field.path)) return field
  const { path, before, after } = field
  return {
    path,
    ...(before !== undefined && { before: bytesIn(before) }),
    ...(after !== undefined && { after: bytesIn(after) }),
  }
}

function bytesIn(value: Json): Json {
  if (isMap(value)) return withoutBytes({ binaryData: value })['binaryData'] ?? {}
  const bytes = Buffer.from(String(value), 'base64')
  return `(${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 8)})`
}

function manifestLines(manifest: JsonMap): Line[] {
  return signed('+', toYaml(manifest))
}

function fieldLines({ path, before, after }: FieldChange): Line[] {
  if (isLong(before) && isLong(after)) return textLines(path, before, after)
  // As a whole, twice, they would hide the line that differs.
  if (isCollection(before) && isCollection(after) && !(isShort(before) && isShort(after)))
    return textLines(path, toYaml(before), toYaml(after))
  return [...valueLines('-', path, before), ...valueLines('+', path, after)]
}

function isLong(value: Json | undefined): value is string {
  return typeof value === 'string' && value.includes('\n')
}

function isCollection(value: Json | undefined): value is JsonMap | readonly Json[] {
  return typeof value === 'object' && value !== null
}

function isShort(value: JsonMap | readonly Json[]): boolean {
  const text = toYaml(value)
  return (text.length < 60 && !text.includes('\n')) || Object.keys(value).length === 0
}

function toYaml(value: Json): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()
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
    { sign: ' ', text: printable(`${path}:`) },
    ...lines.map((line) => ({ sign: signOf(line), text: `  ${printable(line.slice(1))}` })),
  ]
}

function signOf(line: string): Line['sign'] {
  const [sign] = line
  return sign === '+' || sign === '-' ? sign : ' '
}

function valueLines(sign: Line['sign'], path: string, value: Json | undefined): Line[] {
  if (value === undefined) return []
  if (!isCollection(value)) return [{ sign, text: printable(`${path}: ${show(value)}`) }]
  if (isShort(value)) return [{ sign, text: printable(`${path}: ${JSON.stringify(value)}`) }]
  return [{ sign, text: printable(`${path}:`) }, ...signed(sign, toYaml(value), '  ')]
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
