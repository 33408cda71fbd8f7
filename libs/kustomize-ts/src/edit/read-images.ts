import { assertEditable } from './text/assert-editable.ts'
import type { ImageEntry } from './image-entry.ts'
import { findImages } from './images.ts'
import { parseText } from './text/yaml-text.ts'

/** The entries of a kustomization's `images`, in their order. Throws `invalid-yaml`; `file` is for its message. */
export function readImages(text: string, file: string = 'kustomization.yaml'): ImageEntry[] {
  const yaml = parseText(text)
  assertEditable(yaml, file)
  return findImages(yaml).map(({ entry }) => entry)
}
