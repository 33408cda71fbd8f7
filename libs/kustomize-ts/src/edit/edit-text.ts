import { isDeepStrictEqual } from 'node:util'

import type { KustomizationFields } from '../kustomization/kustomization.ts'
import { readKustomization } from './read-kustomization.ts'
import { Draft } from './draft.ts'
import type { Folder } from './folder/folder.ts'
import { assertEditable, failAt } from './text/assert-editable.ts'
import { readRoot } from './text/read-value.ts'
import { rewriteText } from './text/rewrite-text.ts'
import { parseText, type YamlText } from './text/yaml-text.ts'

/** What is to be done with a kustomization. Verbs such as `addResource()` make edits; `editText()` and `editFolder()` do them. */
export interface Edit {
  /** Changes the fields; it reads nothing but them. */
  readonly change: (draft: Draft) => void
  /** Moves text before the fields change, so that comments move with it. */
  readonly move?: (text: string, file: string) => string
  /** The edit with what it needs to know of its folder; undefined when there is nothing to do then. */
  readonly inFolder?: (folder: Folder) => Edit | undefined
  /** Throws when what came out is no good. */
  readonly check?: (fields: KustomizationFields) => void
}

/** A text after an edit. */
export interface EditedText {
  readonly text: string
  /** What the edit has to say that is no error: what was there already, what matched nothing. */
  readonly notes: readonly string[]
  /** New texts of other files that come with the edit, by path in the folder. */
  readonly files: ReadonlyMap<string, string>
}

/**
 * Does an edit on the text of a kustomization. Paths are taken as they are given. Bytes that were not meant to change stay:
 * comments, blank lines, quotes, order, indentation, line ends, anchors. Throws a `KustomizeError`: for a text that is no
 * kustomization, and for what the edit itself refuses; `file` is for its message.
 *
 * @example
 * editText('resources:\n- a.yaml # first\n', addResource(['b.yaml'])).text
 * // 'resources:\n- a.yaml # first\n- b.yaml\n'
 */
export function editText(text: string, edit: Edit, file: string = 'kustomization.yaml'): EditedText {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const yaml = parseText(text.slice(mark.length))
  const before = readKustomization(text, file)
  assertEditable(yaml, file)
  const data = readRoot(yaml)
  const draft = new Draft(file, structuredClone(data))
  edit.change(draft)
  const result = mark + rewriteText(moveText(yaml, edit, file), draft.fields, file)
  const after = readKustomization(result, file)
  // Where both parsers agreed on what was there, they must agree on what came out.
  if (isDeepStrictEqual(before.data, data) && !isDeepStrictEqual(after.data, draft.fields)) {
    const message = 'Cannot edit this file: Kustomize would read the result in another way'
    throw failAt('unsupported', { file, text, offset: 0 }, message)
  }
  edit.check?.(after.fields)
  return { text: result, notes: draft.notes, files: draft.files }
}

/** The text with parts of it in other places, unless that breaks it: then the data alone moves. */
function moveText(yaml: YamlText, { move }: Edit, file: string): YamlText {
  if (move === undefined) return yaml
  const moved = parseText(move(yaml.text, file))
  return moved.document.errors.length === 0 ? moved : yaml
}
