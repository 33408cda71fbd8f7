import type { FieldSpec } from '../resource/field-spec.ts'
import type { FieldSpecEntry } from './kustomization.ts'

/** A field specification as a user writes it, with its absent parts filled in. */
export function toFieldSpec(entry: FieldSpecEntry): FieldSpec {
  const { group = '', version = '', kind = '', path = '', create = false } = entry
  return { group, version, kind, path, create }
}
