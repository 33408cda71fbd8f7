/**
 * What the scanner finds. Three kinds stand for several marks at once, so that the usual entry `key: value` is two tokens:
 * `entry` is a key mark, a scalar and a colon; `mapKey` and `mapEntry` begin a block map and hold its first key mark or entry.
 */
export const Token = {
  /** A place in front of something that may turn out to be a key. */
  pending: 0,
  /** A place that was not needed. */
  nothing: 1,
  streamEnd: 2,
  versionDirective: 3,
  tagDirective: 4,
  documentStart: 5,
  documentEnd: 6,
  blockMap: 7,
  mapKey: 8,
  mapEntry: 9,
  blockList: 10,
  blockEnd: 11,
  flowMap: 12,
  flowMapEnd: 13,
  flowList: 14,
  flowListEnd: 15,
  dash: 16,
  comma: 17,
  key: 18,
  entry: 19,
  colon: 20,
  alias: 21,
  anchor: 22,
  tag: 23,
  scalar: 24,
} as const

const names: readonly string[] = [
  'a key',
  'nothing',
  'the end of the text',
  'a %YAML directive',
  'a %TAG directive',
  '"---"',
  '"..."',
  'a map',
  'a map',
  'a map',
  'a list',
  'less indentation',
  '"{"',
  '"}"',
  '"["',
  '"]"',
  '"-"',
  '","',
  'a key',
  'a key',
  '":"',
  'an alias',
  'an anchor',
  'a tag',
  'a value',
]

/** The name of a token's kind in messages. */
export function tokenName(kind: number): string {
  return names[kind] ?? 'nothing'
}

/** Whether a token begins an entry of the map that is being read. */
export function isKeyMark(kind: number): boolean {
  return kind === Token.key || kind === Token.entry
}
