import { generateConfigMap } from '../fields/config-map-generator.ts'
import { generateSecret } from '../fields/secret-generator.ts'
import type { ConfigMapEntry, KustomizationFields } from '../kustomization/kustomization.ts'
import type { FileReader } from '../reader/file-reader.ts'
import { Loader } from '../reader/loader.ts'
import { memoryReader } from '../reader/memory-reader.ts'
import { ReadLog } from '../reader/read-log.ts'
import type { Folder } from './folder/folder.ts'
import { isSameNamespace, type EntryName, type GeneratorField } from './generated.ts'

/** Generates what an entry means, and throws when that fails. Without a folder, only literals can be checked. */
export function checkGenerated(
  fields: KustomizationFields,
  field: GeneratorField,
  wanted: EntryName,
  folder: Folder | undefined,
): void {
  const entry = fields[field]?.find(
    ({ name = '', namespace }) => name === wanted.name && isSameNamespace(namespace, wanted.namespace),
  )
  if (entry === undefined) return
  const general = fields.generatorOptions
  if (field === 'secretGenerator') generateSecret(loaderOf(folder), sourcesOf(entry, folder), general)
  else generateConfigMap(loaderOf(folder), sourcesOf(entry, folder), general)
}

function sourcesOf(entry: ConfigMapEntry, folder: Folder | undefined): ConfigMapEntry {
  if (folder !== undefined) return entry
  const { name, literals = [], node } = entry
  return { ...(name === undefined ? {} : { name }), literals, node }
}

function loaderOf(folder: Folder | undefined): Loader {
  const reader: FileReader = folder?.files ?? memoryReader({ '/kustomization.yaml': '' })
  const log = new ReadLog()
  return Loader.open(folder?.path ?? '/', { reader, log, loadRestrictor: 'rootOnly', boundary: undefined })
}
