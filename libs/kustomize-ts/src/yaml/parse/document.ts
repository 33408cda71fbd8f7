import type { YamlNode } from '../node.ts'
import { readNode } from './node-reader.ts'
import { lookAhead } from './scanner.ts'
import type { ScannerState } from './scanner-state.ts'
import { Token } from './token.ts'
import { TreeReader } from './tree-reader.ts'

/** The first document of a text. */
export interface FirstDocument {
  /** Undefined where the text has no document. */
  readonly root: YamlNode | undefined
  /** There are aliases or merge keys, or keys that are no texts: what comes next must look at the whole tree. */
  readonly mustResolve: boolean
}

/** Reads the first document; like go-yaml, it looks no further than what follows at once. */
export function readFirstDocument(state: ScannerState): FirstDocument {
  const reader = new TreeReader(state, readNode)
  const root = readRoot(reader)
  if (root !== undefined) lookAhead(state)
  return { root, mustResolve: reader.mustResolve || state.mustResolve }
}

function readRoot(reader: TreeReader): YamlNode | undefined {
  const kind = reader.peek()
  if (kind === Token.streamEnd) return undefined
  if (!isDirective(kind) && kind !== Token.documentStart) {
    addDefaultHandles(reader)
    return reader.readNode('block', 0)
  }
  readDirectives(reader)
  if (reader.peek() !== Token.documentStart) throw reader.refusal('Directives must be followed by "---"')
  reader.take()
  return isContent(reader.peek()) ? reader.readNode('block', 0) : reader.emptyNode()
}

function isDirective(kind: number): boolean {
  return kind === Token.versionDirective || kind === Token.tagDirective
}

function isContent(kind: number): boolean {
  return kind > Token.documentEnd
}

function readDirectives(reader: TreeReader): void {
  let hasVersion = false
  for (let kind = reader.peek(); isDirective(kind); kind = reader.peek()) {
    if (kind === Token.tagDirective) {
      readTagDirective(reader)
    } else {
      readVersion(reader, hasVersion)
      hasVersion = true
    }
  }
  addDefaultHandles(reader)
}

function readVersion(reader: TreeReader, hasVersion: boolean): void {
  const { line, column } = reader
  const [major, minor] = reader.take() as readonly [string, string]
  if (hasVersion)
    throw reader.state.refusal('A document may have one %YAML directive: found two', { line, column })
  if (Number(major) !== 1 || Number(minor) !== 1) {
    throw reader.state.refusal(`Kustomize reads YAML 1.1: found version ${major}.${minor}`, { line, column })
  }
}

function readTagDirective(reader: TreeReader): void {
  const { line, column } = reader
  const [handle, prefix] = reader.take() as readonly [string, string]
  if (reader.handles.has(handle)) {
    throw reader.state.refusal(`A document may have one %TAG directive for "${handle}": found two`, {
      line,
      column,
    })
  }
  reader.handles.set(handle, prefix)
}

function addDefaultHandles({ handles }: TreeReader): void {
  if (!handles.has('!')) handles.set('!', '!')
  if (!handles.has('!!')) handles.set('!!', 'tag:yaml.org,2002:')
}
