import { generateTree } from '../fuzz/generate-tree.ts'
import { Random } from '../fuzz/random.ts'
import type { Tree } from '../fuzz/tree.ts'
import { mutateTree } from './mutate.ts'

/** One tree of a run of hostile trees: all that it has lies in the folder `repository`. */
export function hostileTree(seed: number, index: number): Tree {
  const random = Random.forTree(seed, index)
  const { files, target } = mutateTree(generateTree(random), random)
  return {
    files: new Map([...files].map(([path, content]) => [`repository/${path}`, content])),
    target: `repository/${target}`,
  }
}
