import { getProjects, writeJson, type Tree } from '@nx/devkit'
import type { NewService } from './options.ts'

/**
 * Makes the folder of a service known to Nx: a `project.json` where there is neither one nor a workspace package. No
 * other file in it is touched.
 */
export function adoptSource(tree: Tree, { name, root, port }: NewService): void {
  if ([...getProjects(tree).values()].some((project) => project.root === root)) return
  const isPackage = tree.exists(`${root}/package.json`)
  const manifest = isPackage ? { name } : { name, slipway: { builder: 'docker', port } }
  writeJson(tree, `${root}/project.json`, manifest)
}
