import { isDeepStrictEqual } from 'node:util'
import { assertEditable, failAt, type Place } from './assert-editable.ts'
import { addPairs, removePair, replacePair, setValue } from './edit-map.ts'
import { addItem } from './edit-seq.ts'
import type { ImageEntry } from './image-entry.ts'
import { findImages, imageFields, type FoundImage } from './images.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import { findPair, parseText, startOf, type YamlText } from './yaml-text.ts'

/**
 * Sets one entry of a kustomization's `images`, found by its name, and adds it where there is none. Comments, quotes,
 * order, line ends and every other line stay; when nothing changes, so does no byte.
 *
 * A `newName` that is left out stays. A tag or a digest is the whole version, as in `kustomize edit set image`: setting
 * one without the other takes the other out. Throws `invalid-yaml`, `name-conflict` when two entries have that name,
 * `unsupported` when anchors or such make a text edit unsafe; `file` is for their messages.
 */
export function setImage(text: string, image: ImageEntry, file: string = 'kustomization.yaml'): string {
  const yaml = parseText(text)
  assertEditable(yaml, file)
  const images = findImages(yaml)
  const found = images.filter(({ entry }) => entry.name === image.name)
  const [first, second] = found
  if (second) {
    const place = { file, text, offset: startOf(second.node) }
    throw failAt(
      'name-conflict',
      place,
      `Cannot set the image "${image.name}": wanted one entry with that name, found ${found.length}`,
    )
  }
  const wanted = { ...withoutVersion(first?.entry, image), ...image }
  const edits = first ? editEntry(yaml, first, wanted) : [addItem(yaml, 'images', inOrder(wanted))]
  const result = applyEdits(text, edits)
  const expected = first
    ? images.map(({ entry }) => (entry === first.entry ? wanted : entry))
    : [...images.map(({ entry }) => entry), wanted]
  assertResult(result, expected, { file, text, offset: edits[0]?.offset ?? 0 })
  return result
}

/** What stays of an entry: its version only when the new one says nothing about versions. */
function withoutVersion(entry: ImageEntry | undefined, image: ImageEntry): Partial<ImageEntry> {
  if (!entry || (image.newTag === undefined && image.digest === undefined)) return { ...entry }
  const { newTag: _tag, digest: _digest, ...rest } = entry
  return rest
}

function inOrder(image: ImageEntry): Record<string, string> {
  const fields = imageFields.map((field) => [field, image[field]] as const)
  return Object.fromEntries(
    fields.filter((field): field is [(typeof field)[0], string] => field[1] !== undefined),
  )
}

function editEntry(yaml: YamlText, { entry, node }: FoundImage, wanted: ImageEntry): TextEdit[] {
  const pairs = imageFields.map((field) => ({ field, value: wanted[field], pair: findPair(node, field) }))
  const set = pairs.flatMap(({ field, value, pair }) =>
    pair && value !== undefined && value !== entry[field] ? [setValue(yaml, pair, value)] : [],
  )
  const missing = pairs.flatMap(({ field, value, pair }): [string, string][] =>
    pair || value === undefined ? [] : [[field, value]],
  )
  const gone = pairs.flatMap(({ field, value, pair }) =>
    pair && value === undefined && entry[field] !== undefined ? [pair] : [],
  )
  const replaced = gone.map((pair) => {
    const successor = missing.shift()
    // In its place, so that the comment on the line of a tag stays on the line of the digest.
    return successor ? replacePair(yaml, pair, ...successor) : removePair(yaml, node, pair)
  })
  return [...set, ...replaced, ...(missing.length > 0 ? [addPairs(yaml, node, missing)] : [])]
}

/** An edit must change one entry and nothing else: an anchor on a value, say, would carry it to other places. */
function assertResult(result: string, expected: readonly ImageEntry[], place: Place): void {
  const yaml = parseText(result)
  const images = findImages(yaml).map(({ entry }) => entry)
  if (yaml.document.errors.length === 0 && isDeepStrictEqual(images, expected)) return
  throw failAt('unsupported', place, 'Cannot set an image: wanted entries without anchors and aliases')
}
