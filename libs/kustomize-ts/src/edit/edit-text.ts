import { isDeepStrictEqual } from 'node:util'

import type { KustomizationFields } from '../kustomization/kustomization.ts'
import { readKustomization } from './read-kustomization.ts'
import { Draft } from './draft.ts'
import type { Folder } from './folder/folder.ts'
import { assertEditable, failAt } from './text/assert-editable.ts'
import { readRoot } from './text/read-value.ts'
import { rewriteText } from './text/rewrite-text.ts'
import { parseText } from './text/yaml-text.ts'

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
  /** Texts of other files that come with the edit, by path in the folder. */
  readonly files?: ReadonlyMap<string, string>
}

/** A text after an edit. */
export interface EditedText {
  readonly text: string
  /** What the edit has to say that is no error: what was there already, what matched nothing. */
  readonly notes: readonly string[]
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
  const before = readKustomization(text, file)
  const moved = edit.move === undefined ? text : edit.move(text, file)
  const yaml = parseText(withoutMark(moved))
  assertEditable(yaml, file)
  const data = readRoot(yaml)
  const agrees = text !== moved || isDeepStrictEqual(before.data, data)
  const draft = new Draft(file, structuredClone(data))
  edit.change(draft)
  const mark = moved.slice(0, moved.length - yaml.text.length)
  const result = mark + rewriteText(yaml, draft.fields, file)
  const after = readKustomization(result, file)
  if (agrees && !isDeepStrictEqual(after.data, draft.fields)) {
    throw failAt(
      'unsupported',
      { file, text, offset: 0 },
      'Cannot edit this file: Kustomize reads it in another way',
    )
  }
  edit.check?.(after.fields)
  return { text: result, notes: draft.notes }
}

/** Without the byte order mark, which is not part of the YAML. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
