import { isAbsolute, join, resolve } from 'node:path'

import { envFiles, filePath } from '../fields/generator-sources.ts'
import type { ConfigMapEntry, KustomizationFields, PatchEntry } from '../kustomization/kustomization.ts'
import { loadKustomization, type Kustomization } from '../kustomization/load-kustomization.ts'
import { KustomizeError } from '../kustomize-error.ts'
import { diskReader } from '../reader/disk-reader.ts'
import type { FileReader } from '../reader/file-reader.ts'
import { isRemote } from '../reader/remote.ts'

/** A file or folder that a kustomization refers to. */
export interface Reference {
  /** The field that refers to it. */
  readonly field: string
  /** Absolute, links not resolved. */
  readonly path: string
  readonly kind: 'file' | 'directory'
  /** The place of the entry in the kustomization, counted from 1. */
  readonly line: number
  readonly column: number
}

/** Where to read from. */
export interface ReferenceOptions {
  /** Where files come from; the disk by default. */
  readonly read?: FileReader
}

/**
 * What the kustomization in a folder refers to, in the order of its fields: it is read alone, nothing that it names is, so this
 * is cheap. What is not there counts as a file. URLs are left out. Throws as `build` does for a bad kustomization.
 */
export function references(directory: string, { read = diskReader }: ReferenceOptions = {}): Reference[] {
  const folder = resolve(directory)
  const kustomization = loadKustomization({
    folder,
    isFile: (name) => read.kind(join(folder, name)) === 'file',
    readFile: (name) => read.readFile(join(folder, name)),
  })
  return collect(kustomization).flatMap(({ field, index, path }) => {
    if (path === '' || isRemote(path)) return []
    const absolute = isAbsolute(path) ? path : join(folder, path)
    const { line, column } = kustomization.positionOf(field, index)
    return [{ field, path: absolute, kind: read.kind(absolute) ?? 'file', line, column }]
  })
}

interface Entry {
  readonly field: string
  readonly index: number
  readonly path: string
}

function collect({ fields }: Kustomization): Entry[] {
  return [
    ...paths('resources', withoutBases(fields)),
    ...paths('bases', fields.bases),
    ...paths('components', fields.components),
    ...paths('configurations', fields.configurations),
    ...paths('crds', fields.crds),
    ...openApiPath(fields),
    ...sources('configMapGenerator', fields.configMapGenerator),
    ...sources('secretGenerator', fields.secretGenerator),
    ...patchPaths('patches', fields.patches),
    ...patchPaths('patchesJson6902', fields.patchesJson6902),
    ...paths('patchesStrategicMerge', fields.patchesStrategicMerge, isPath),
    ...(fields.replacements ?? []).flatMap(({ path }, index) => entry('replacements', index, path)),
    ...paths('generators', fields.generators, isPath),
    ...paths('transformers', fields.transformers, isPath),
    ...paths('validators', fields.validators, isPath),
  ]
}

/** Where a kustomization was loaded, its bases stand among its resources too. */
function withoutBases({ resources = [], bases = [] }: KustomizationFields): readonly string[] {
  return bases.length === 0 ? resources : resources.slice(0, resources.length - bases.length)
}

/** These fields take YAML text as well as paths. */
function isPath(text: string): boolean {
  return !text.includes('\n') && !/:(?:\s|$)/.test(text)
}

function paths(
  field: string,
  entries: readonly string[] = [],
  isMeant: (text: string) => boolean = () => true,
): Entry[] {
  return entries.flatMap((path, index) => (isMeant(path) ? [{ field, index, path }] : []))
}

function entry(field: string, index: number, path: string | undefined): Entry[] {
  return path === undefined ? [] : [{ field, index, path }]
}

function patchPaths(field: string, patches: readonly PatchEntry[] = []): Entry[] {
  return patches.flatMap(({ path }, index) => entry(field, index, path))
}

function openApiPath({ openapi }: KustomizationFields): Entry[] {
  const path = openapi?.get('path')
  return path === undefined ? [] : [{ field: 'openapi', index: 0, path }]
}

function sources(field: string, generators: readonly ConfigMapEntry[] = []): Entry[] {
  return generators.flatMap((generator, index) => [
    ...envFiles(generator).flatMap((path) => entry(field, index, path)),
    ...(generator.files ?? []).flatMap((source) => entry(field, index, sourcePath(source))),
  ])
}

/** A malformed entry refers to nothing; a build says what is wrong with it. */
function sourcePath(source: string): string | undefined {
  try {
    return filePath(source).path
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}
