import { dirname } from 'node:path'

import {
  kustomizationFileNames,
  loadKustomization,
  type Kustomization,
} from '../kustomization/load-kustomization.ts'
import { locateInFile } from '../kustomize-error.ts'
import { readPatch, type ReadPatch } from '../patch/read-patch.ts'
import { decodeText, isUtf16 } from '../reader/decode-text.ts'
import { isWithin, type Loader } from '../reader/loader.ts'
import { takeRecords } from '../resource/records.ts'
import { readResourceNodes } from '../resource/read-resources.ts'
import { Resource } from '../resource/resource.ts'
import { copyNode, type YamlNode } from '../yaml/node.ts'

/** Files that have been read and parsed, kept for the next build of a session. */
export class ParsedFiles {
  readonly #kustomizations = new Map<string, Kustomization>()
  readonly #resources = new Map<string, readonly YamlNode[]>()
  readonly #patches = new Map<string, ReadPatch>()

  /** The kustomization of a loader's folder. */
  kustomization(loader: Loader): Kustomization {
    const known = this.#kustomizations.get(loader.root)
    if (known !== undefined) {
      for (const name of kustomizationFileNames) loader.kind(name)
      loader.resolveFile(known.name)
      return known
    }
    const kustomization = loadKustomization({
      folder: loader.root,
      isFile: (name) => loader.kind(name) === 'file',
      readFile: (name) => loader.readFile(name),
    })
    this.#kustomizations.set(loader.root, kustomization)
    return kustomization
  }

  /** The resources in a file, copied so that a build may change them. */
  resources(loader: Loader, path: string): Resource[] {
    const file = loader.resolveFile(path)
    const nodes = this.#nodes(loader, file)
    return nodes.map((node, document) => {
      const resource = new Resource(copyNode(node))
      resource.source = { file, document, line: node.line }
      takeRecords(resource)
      return resource
    })
  }

  #nodes(loader: Loader, file: string): readonly YamlNode[] {
    const known = this.#resources.get(file)
    if (known !== undefined) return known
    const content = loader.readFile(file)
    const nodes = locateInFile(file, () =>
      readResourceNodes(decodeText(content), { isWhole: isUtf16(content) }),
    )
    this.#resources.set(file, nodes)
    return nodes
  }

  /** The patch in a file. */
  patch(loader: Loader, path: string): ReadPatch {
    const file = loader.resolveFile(path)
    const known = this.#patches.get(file)
    if (known !== undefined) return known
    const patch = readPatch(loader.readText(path))
    this.#patches.set(file, patch)
    return patch
  }

  /** Drops a file, or what lies below a folder. */
  forget(changed: string): void {
    for (const map of [this.#resources, this.#patches]) {
      for (const file of map.keys()) if (isWithin(file, changed)) map.delete(file)
    }
    for (const folder of this.#kustomizations.keys()) {
      if (isWithin(folder, changed) || folder === dirname(changed)) this.#kustomizations.delete(folder)
    }
  }

  clear(): void {
    this.#kustomizations.clear()
    this.#resources.clear()
    this.#patches.clear()
  }
}
