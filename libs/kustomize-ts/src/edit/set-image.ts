import type { Value, ValueMap } from '../yaml/value.ts'
import type { ImageEntry } from './image-entry.ts'
import { findImages, imageFields } from './images.ts'
import { assertEditable, failAt } from './text/assert-editable.ts'
import { readRoot } from './text/read-value.ts'
import { rewriteText } from './text/rewrite-text.ts'
import { parseText, startOf } from './text/yaml-text.ts'

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
  const data = readRoot(yaml)
  if (first) editEntry(entriesOf(data)[first.index] as ValueMap, first.entry, wanted)
  else data.set('images', [...entriesOf(data), new Map(fieldsOf(wanted))])
  return rewriteText(yaml, data, file)
}

function entriesOf(data: ValueMap): Value[] {
  const images = data.get('images')
  return Array.isArray(images) ? images : []
}

/** What stays of an entry: its version only when the new one says nothing about versions. */
function withoutVersion(entry: ImageEntry | undefined, image: ImageEntry): Partial<ImageEntry> {
  if (!entry || (image.newTag === undefined && image.digest === undefined)) return { ...entry }
  const { newTag: _tag, digest: _digest, ...rest } = entry
  return rest
}

function fieldsOf(image: ImageEntry): [string, string][] {
  return imageFields.flatMap((field) => {
    const value = image[field]
    return value === undefined ? [] : [[field, value]]
  })
}

/** Only what differs as text: a tag `1.0` without quotes stays. */
function editEntry(data: ValueMap, entry: ImageEntry, wanted: ImageEntry): void {
  for (const field of imageFields) {
    if (entry[field] === wanted[field]) continue
    if (wanted[field] === undefined) data.delete(field)
    else data.set(field, wanted[field])
  }
}
