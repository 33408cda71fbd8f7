import path from 'node:path'
import { makeRepository } from './make-repository.ts'
import { mutationsOf } from './mutations.ts'
import { Random } from './random.ts'
import { renderWithKustomize } from './render-with-kustomize.ts'
import { commitTexts, judgeOverlays } from './judge-overlays.ts'
import type { Judgement } from './judgement.ts'

/** Changes every file of a made-up config repo in every way, and judges what is said of each change. */
export async function tryOverlays(kustomize: string, folder: string, seed: number): Promise<Judgement[]> {
  const random = new Random(seed)
  const texts = makeRepository(random, ['orders', 'carts', 'web-shop'])
  const directory = path.join(folder, `overlays-${seed}`)
  await commitTexts(directory, texts)
  const before = await renderWithKustomize(kustomize, `${directory}-before`, texts)
  const judgements: Judgement[] = []
  const files = Object.keys(texts).filter((name) => name !== 'slipway.yaml')
  for (const mutation of files.flatMap((name) => mutationsOf(texts, name, random))) {
    judgements.push(await judgeOverlays(kustomize, directory, before, mutation))
  }
  return judgements
}
