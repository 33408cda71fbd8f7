import { generateTree } from './generate-tree.ts'
import { Random } from './random.ts'
import { spoilTree } from './spoil-tree.ts'
import type { Tree } from './tree.ts'

/** One tree of a run. Every third one has something wrong with it. */
export function treeOfRun(seed: number, index: number): Tree {
  const random = Random.forTree(seed, index)
  const tree = generateTree(random)
  return index % 3 === 2 ? spoilTree(tree, random) : tree
}
