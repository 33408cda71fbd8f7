import { isDeepStrictEqual } from 'node:util'
import type { ValueMap } from '../../yaml/value.ts'
import { failAt } from './assert-editable.ts'
import { reconcile, type EditGroup } from './reconcile.ts'
import { readRoot, readValue } from './read-value.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import { aliasesOf, parseText, type YamlText } from './yaml-text.ts'

/** An edit needs few rounds; more mean that it cannot be done, say since an anchor carries a change to other places. */
const maximumRounds = 20

/**
 * The text with other data in its first document; what is equal keeps its bytes. Throws `unsupported` where that cannot be
 * done with the anchors, aliases or tags that are there; `file` is for its message.
 */
export function rewriteText(start: YamlText, wanted: ValueMap, file: string): string {
  let yaml = start
  for (let round = 0; round < maximumRounds; round++) {
    const groups = reconcile(yaml, wanted)
    if (groups.length === 0 && isDeepStrictEqual(readRoot(yaml), wanted)) return yaml.text
    yaml = parseText(applyEdits(yaml.text, withoutTouching(groups)))
    if (groups.length === 0 || yaml.document.errors.length > 0 || !keepsAliases(start, yaml)) break
  }
  throw failAt(
    'unsupported',
    { file, text: start.text, offset: 0 },
    'Cannot edit this file: wanted what changes without anchors, aliases and tags',
  )
}

/** Whether each alias stands for what it stood for. */
function keepsAliases(before: YamlText, after: YamlText): boolean {
  const values = aliasesOf(before.document).map((alias) => [alias.source, readValue(before, alias)])
  return aliasesOf(after.document).every((alias) => {
    const value = [alias.source, readValue(after, alias)]
    return values.some((known) => isDeepStrictEqual(known, value))
  })
}

/** The groups that keep a distance from those before them; the others wait for the next round. */
function withoutTouching(groups: readonly EditGroup[]): TextEdit[] {
  const taken: TextEdit[] = []
  for (const group of groups)
    if (!group.some((edit) => taken.some((other) => touches(edit, other)))) taken.push(...group)
  return taken
}

function touches(edit: TextEdit, other: TextEdit): boolean {
  return edit.offset <= other.offset + other.length && other.offset <= edit.offset + edit.length
}
