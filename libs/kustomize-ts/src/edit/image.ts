import { fail } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'
import { deleteField, setText, textOf, type Draft } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** An image and what takes its place. An asterisk keeps what the entry of that name has; what is left out goes. */
export interface ImageChange {
  readonly name: string
  readonly newName?: string
  readonly newTag?: string
  readonly digest?: string
}

/**
 * `set image`: entries of `images`, by name; new ones come at the end. An entry becomes what is given, and loses what is not:
 * unlike `setImage()`, which keeps the name and sets the version.
 */
export function setImages(changes: readonly ImageChange[]): Edit {
  const wanted = new Map(changes.map((change) => [change.name, change]))
  return {
    change(draft) {
      const seen = new Set<string>()
      for (const field of ['images', 'imageTags']) changeEntries(draft, field, wanted, seen)
      const missing = [...wanted.values()].filter(({ name }) => !seen.has(name))
      draft.append('images', ...missing.map(newEntry))
    },
  }
}

/** Of several entries with a name that is set, Kustomize leaves one. */
function changeEntries(
  draft: Draft,
  field: string,
  wanted: ReadonlyMap<string, ImageChange>,
  seen: Set<string>,
): void {
  draft.keep(field, (entry: Value) => {
    const change = entry instanceof Map ? wanted.get(textOf(entry, 'name')) : undefined
    if (!(entry instanceof Map) || change === undefined) return true
    if (seen.has(change.name)) return false
    seen.add(change.name)
    for (const part of parts) setText(entry, part, kept(change[part], textOf(entry, part)))
    deleteField(entry, 'tagSuffix')
    return true
  })
}

const parts = ['newName', 'newTag', 'digest'] as const

function kept(wanted: string = '', before: string): string {
  return wanted === '*' ? before : wanted
}

function newEntry(change: ImageChange): ValueMap {
  const entry: ValueMap = new Map()
  setText(entry, 'name', change.name)
  for (const part of parts) setText(entry, part, kept(change[part], ''))
  return entry
}

/** Reads `image=newimage:tag@digest`, of which the new name, or the tag and the digest, may be left out. */
export function parseImage(argument: string): ImageChange {
  const equals = argument.indexOf('=')
  const key = argument.slice(0, Math.max(equals, 0))
  const { name, tag, digest } = splitImage(argument.slice(equals + 1))
  if (name === argument) {
    const forms = '"image=newimage", "image:tag" or "image@digest"'
    throw fail('bad-argument', `An image must be ${forms}: found "${argument}"`)
  }
  const version = { newTag: tag, digest }
  return key === '' ? { name, ...version } : { name: key, newName: name, ...version }
}

/** The parts of an image's name; a colon in its first part is that of a registry's port. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const from = Math.max(image.indexOf('/'), 0)
  const at = image.indexOf('@', from)
  const colon = image.indexOf(':', from)
  if (at >= 0 && (colon < 0 || at < colon)) {
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) }
  }
  if (colon < 0) return { name: image, tag: '', digest: '' }
  const end = at < 0 ? image.length : at
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: image.slice(end + 1) }
}
