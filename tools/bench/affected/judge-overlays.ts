import { affectedConfig, gitSource } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Texts } from './make-repository.ts'
import type { Mutation } from './mutations.ts'
import { differing, renderWithKustomize, writeTexts, type Outputs } from './render-with-kustomize.ts'
import { git } from '../config-repos/git.ts'
import type { Judgement } from './judgement.ts'

/** Writes a repository into a folder and commits it. */
export async function commitTexts(directory: string, texts: Texts): Promise<void> {
  await writeTexts(directory, texts)
  await git(directory, ['init', '--quiet', '--initial-branch=main'])
  await git(directory, ['add', '--all'])
  await git(directory, ['commit', '--quiet', '--message=Start'])
}

/** Changes the work tree, asks which overlays that affects, and renders all of them with the real command. */
export async function judgeOverlays(
  kustomize: string,
  directory: string,
  before: Outputs,
  { what, texts }: Mutation,
): Promise<Judgement> {
  const repository = await openRepository(directory)
  await empty(directory)
  await writeTexts(directory, texts)
  await using snapshot = await repository.workTree()
  const { overlays } = await affectedConfig(
    gitSource(repository, 'HEAD'),
    gitSource(snapshot.repository, snapshot.tree),
  )
  const after = await renderWithKustomize(kustomize, `${directory}-changed`, texts)
  const affected = overlays.map(({ environment, service }) => `${environment}/${service}`)
  return { what, affected, differing: differing(before, after) }
}

async function empty(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name !== '.git') await rm(path.join(directory, name), { recursive: true })
  }
}
