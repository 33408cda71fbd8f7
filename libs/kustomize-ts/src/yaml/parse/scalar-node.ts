import { Tag, YamlNode, type ScalarStyle } from '../node.ts'
import { resolvePlainTag } from '../resolve.ts'
import type { ScannerState } from './scanner-state.ts'

/** A scalar without quotes that begins at a place, with the tag that its text resolves to. */
export function plainNode(value: string, line: number, column: number): YamlNode {
  return place(new YamlNode('scalar', plainTag(value), value), line, column)
}

/** A scalar with another style, which begins at the present place and whose text comes later. */
export function scalarNodeAt(state: ScannerState, style: ScalarStyle): YamlNode {
  return place(new YamlNode('scalar', Tag.string, '', style), state.line, state.column)
}

/** Sets the place of a node; columns are counted from 0 in the scanner and from 1 in nodes. */
export function place(node: YamlNode, line: number, column: number): YamlNode {
  node.line = line
  node.column = column + 1
  return node
}

function plainTag(value: string): string {
  return value === '<<' ? Tag.merge : resolvePlainTag(value)
}
