import { dirname, join } from 'node:path'

import { loadKustomization, type Kustomization } from '../kustomization/load-kustomization.ts'
import { locateInFile } from '../kustomize-error.ts'
import { decodeText, type Loader } from '../reader/loader.ts'
import { readResourceNodes } from '../resource/read-resources.ts'
import { Resource } from '../resource/resource.ts'
import { copyNode, type YamlNode } from '../yaml/node.ts'

/** Files that have been read and parsed, kept for the next build of a session. */
export class ParsedFiles {
  readonly #kustomizations = new Map<string, Kustomization>()
  readonly #resources = new Map<string, readonly YamlNode[]>()

  /** The kustomization of a loader's folder. */
  kustomization(loader: Loader): Kustomization {
    const known = this.#kustomizations.get(loader.root)
    if (known !== undefined) {
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
      return resource
    })
  }

  #nodes(loader: Loader, file: string): readonly YamlNode[] {
    const known = this.#resources.get(file)
    if (known !== undefined) return known
    const text = decodeText(loader.readFile(file))
    const nodes = locateInFile(file, () => readResourceNodes(text))
    this.#resources.set(file, nodes)
    return nodes
  }

  /** Drops files, or all of them. */
  forget(paths?: readonly string[]): void {
    if (paths === undefined) {
      this.#kustomizations.clear()
      this.#resources.clear()
      return
    }
    for (const path of paths) {
      this.#resources.delete(path)
      this.#kustomizations.delete(dirname(path))
      this.#kustomizations.delete(join(path))
    }
  }
}
