import { treeOfRun } from '../../../libs/kustomize-ts/src/conformance/fuzz/tree-of-run.ts'
import { linkMark, type Texts } from '../../../libs/config-repo/src/testing/mutation/make-repository.ts'

/** The repositories that the fuzz of kustomize-ts makes up, with every field of a kustomization, each below an overlay. */
export function fuzzedTexts(seed: number): Texts {
  return Object.assign({}, ...[0, 1, 2].map((index) => fuzzedTree(seed, index))) as Texts
}

function fuzzedTree(seed: number, index: number): Texts {
  const { files, target } = treeOfRun(seed, index)
  const folder = `trees/tree-${index}`
  const placed = [...files].map(([name, content]) => [`${folder}/${name}`, textOf(content)] as const)
  return {
    ...Object.fromEntries(placed),
    [`overlays/staging/tree-${index}/kustomization.yaml`]: `resources: [../../../${folder}/${target}]\n`,
  }
}

/** Bytes that are no text become one that is: what matters is that both sides get the same. */
function textOf(content: string | Uint8Array | { readonly link: string }): string {
  if (typeof content === 'string') return content
  return content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : `${linkMark}${content.link}`
}
