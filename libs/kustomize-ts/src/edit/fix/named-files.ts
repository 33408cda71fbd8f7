import { join, posix } from 'node:path'

import { isWithin } from '../../reader/loader.ts'
import { kustomizationFileNames } from '../../kustomization/load-kustomization.ts'
import type { KustomizationFields } from '../../kustomization/kustomization.ts'
import { KustomizeError } from '../../kustomize-error.ts'
import type { Value, ValueMap } from '../../yaml/value.ts'
import type { NamedFile } from './named-file.ts'
import type { Folder } from '../folder/folder.ts'
import { readKustomization } from '../read-kustomization.ts'

/**
 * The files that a kustomization names: patches, and with `deep` also resources, there and in the folders that it builds on. What
 * is not there is left out, and so is what lies outside of the folder of its kustomization, which no build reads.
 */
export function readNamedFiles(folder: Folder, deep: boolean): ReadonlyMap<string, NamedFile> {
  const files = new Map<string, NamedFile>()
  collect({ folder, files, deep, seen: new Set() }, '.')
  return files
}

interface Context {
  readonly folder: Folder
  readonly files: Map<string, NamedFile>
  readonly deep: boolean
  readonly seen: Set<string>
}

function collect(context: Context, path: string): void {
  const fields = readFields(context, path)
  if (fields === undefined) return
  const { patches = [], patchesJson6902 = [], patchesStrategicMerge = [] } = fields
  if (context.deep) {
    for (const resource of [...(fields.resources ?? []), ...(fields.bases ?? [])]) {
      collect(context, posix.join(path, resource))
      addFile(context, path, resource)
    }
  }
  for (const { path: file = '', target, options } of [...patches, ...patchesJson6902]) {
    const patch = [
      ['target', target],
      ['options', options],
    ] as const
    addFile(
      context,
      path,
      file,
      new Map(patch.flatMap(([name, value]) => (value === undefined ? [] : [[name, toMap(value)]]))),
    )
  }
  for (const file of patchesStrategicMerge) addFile(context, path, file, new Map())
}

function readFields({ folder, seen }: Context, path: string): KustomizationFields | undefined {
  if (seen.has(path)) return undefined
  seen.add(path)
  const name = kustomizationFileNames.find(
    (candidate) => folder.readText(join(path, candidate)) !== undefined,
  )
  if (name === undefined) return undefined
  try {
    return readKustomization(folder.readText(join(path, name)) ?? '', name).fields
  } catch (error) {
    // Of the kustomization itself the edit reports what is wrong; another one is not what is being fixed.
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}

function addFile({ folder, files }: Context, from: string, name: string, patch?: ValueMap): void {
  if (name === '' || name.includes('\n')) return
  const path = posix.join(from, name)
  const text = folder.readText(path)
  if (text === undefined || !isWithin(folder.realPath(path), folder.realPath(from))) return
  files.set(path, patch === undefined ? { text } : { text, patch })
}

function toMap(fields: object): ValueMap {
  return new Map(Object.entries(fields).filter(([name]) => name !== 'node') as [string, Value][])
}
