import { fail } from '../kustomize-error.ts'
import type { YamlNode } from './node.ts'
import { checkCharacters } from './parse/allowed-characters.ts'
import { readFirstDocument, type FirstDocument } from './parse/document.ts'
import { ScannerState, type Dialect } from './parse/scanner-state.ts'

const byteOrderMark = '\ufeff'

/** How a text is read. */
export interface ParseOptions {
  /** The line of the file on which the text begins. */
  readonly firstLine?: number
  /** `resource` (the default) for go-yaml v3, `configuration` for v2, which Kustomize uses for its own files. */
  readonly dialect?: Dialect
}

/**
 * The first document of a YAML text, or undefined when there is none; what follows it is not looked at. Aliases stand in it as
 * nodes of their own. Accepts and refuses what go-yaml does, whose scanner is libyaml's (YAML 1.1). Throws `invalid-yaml`.
 */
export function parseDocument(text: string, firstLine = 1): YamlNode | undefined {
  return parseFirst(text, { firstLine }).root
}

/** The same, and whether there is anything for `resolveAnchors` to do. */
export function parseFirst(text: string, options: ParseOptions = {}): FirstDocument {
  return readFirstDocument(openText(text, options))
}

/** Whether a YAML text has a comment in its first document. */
export function hasComment(text: string): boolean {
  const state = openText(text, {})
  readFirstDocument(state)
  return state.hasComment
}

function openText(text: string, { firstLine = 1, dialect = 'resource' }: ParseOptions): ScannerState {
  const { hasSimpleBreaks } = checkCharacters(text, firstLine)
  const start = text.startsWith(byteOrderMark) ? 1 : 0
  if (text.startsWith(byteOrderMark, start) && start > 0) {
    throw fail('invalid-yaml', 'A YAML text may have one byte order mark: found two', {
      line: firstLine,
      column: 1,
    })
  }
  return new ScannerState(text, { dialect, firstLine, hasSimpleBreaks, start })
}
