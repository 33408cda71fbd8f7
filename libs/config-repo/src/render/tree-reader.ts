import type { FileReader } from 'kustomize-ts'
import type { FileTree } from './file-tree.ts'

/** Where the root of a repository seems to lie while it is read; no path of a message is mistaken for it. */
const root = '/.slipway-root'

/** The path at which a builder finds what lies at `path` in a tree. */
export function placeOf(path: string): string {
  return path === '' ? root : `${root}/${path}`
}

/** The path in the tree of what a builder names. */
export function pathOf(place: string): string {
  return place === root ? '' : place.slice(root.length + 1)
}

/** A message of a builder with paths as they are in the tree. */
export function withoutRoot(message: string): string {
  return message.replaceAll(`${root}/`, '').replaceAll(root, '.')
}

/** Lets kustomize-ts read the tree that `current` gives. A link out of the repository is refused when it is read. */
export function treeReader(current: () => FileTree): FileReader {
  const resolve = (place: string) => (isInside(place) ? current().resolve(pathOf(place)) : undefined)
  return {
    kind(place) {
      const found = resolve(place)
      // As a file, so that reading it says what is wrong.
      return found === 'outside' ? 'file' : found?.kind
    },
    realPath(place) {
      const found = resolve(place)
      return found === undefined || found === 'outside' ? place : placeOf(found.path)
    },
    readFile(place) {
      const found = resolve(place)
      if (found === 'outside') throw new Error('it is a symbolic link that leads out of the repository')
      const content = found && current().files.get(found.path)?.content
      if (content === undefined) throw new Error('it was not fetched')
      return content
    },
  }
}

function isInside(place: string): boolean {
  return place === root || place.startsWith(`${root}/`)
}
