import type { Tree } from '@nx/devkit'
import type { ConfigRepoFiles } from '@slipway/config-repo'
import path from 'node:path/posix'

/** The config repo in a folder of the workspace, with what a generator has changed there so far. */
export function treeFiles(tree: Tree, folder: string): ConfigRepoFiles {
  return {
    async list(folders) {
      const found = folders.flatMap((name) => filesBelow(tree, path.join(folder, name)))
      return found.map((file) => path.relative(folder, file)).toSorted()
    },
    async read(paths) {
      const texts = new Map<string, string>()
      for (const name of paths) {
        const text = tree.read(path.join(folder, name), 'utf8')
        if (text !== null) texts.set(name, text)
      }
      return texts
    },
  }
}

function filesBelow(tree: Tree, place: string): string[] {
  if (!tree.exists(place)) return []
  if (tree.isFile(place)) return [place]
  return tree.children(place).flatMap((name) => filesBelow(tree, path.join(place, name)))
}
