import { decodeDocument } from '../kustomization/decode-document.ts'
import { kustomization, type KustomizationFields } from '../kustomization/kustomization.ts'
import { locateInFile } from '../kustomize-error.ts'
import { resolveAnchors } from '../yaml/anchors.ts'
import { mapNode } from '../yaml/node.ts'
import { parseDocument } from '../yaml/parse.ts'
import { toValue11 } from '../yaml/configuration-value.ts'
import { type Value } from '../yaml/value.ts'

/** A kustomization as Kustomize reads it before an edit: unlike a build, it takes an empty file and any kind. */
export interface ReadKustomization {
  readonly fields: KustomizationFields
  readonly data: Value
}

/** Reads a text with the rules for kustomizations; throws all that is wrong with it. */
export function readKustomization(text: string, file: string): ReadKustomization {
  const document = locateInFile(file, () => {
    const node = parseDocument(text.replace(/^\ufeff/, ''))
    return node === undefined ? undefined : resolveAnchors(node)
  })
  const node = document === undefined || isNull(toValue11(document)) ? mapNode() : document
  return { fields: decodeDocument(node, kustomization, file), data: toValue11(node) }
}

function isNull(value: Value): boolean {
  return value === null || value === ''
}
