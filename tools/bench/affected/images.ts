import path from 'node:path'
import { createBuildableWorkspace, workspaceTexts } from './buildable-workspace.ts'
import { buildDigests, judgeImages } from './judge-images.ts'
import type { Judgement } from './judgement.ts'
import { workspaceMutations } from './workspace-mutations.ts'

/** Changes every file of a workspace in every way, and builds the images of folders after each change. */
export async function tryImages(folder: string, roots: readonly string[]): Promise<Judgement[]> {
  const directory = path.join(folder, 'shop')
  await createBuildableWorkspace(directory)
  const before = await buildDigests(directory, roots)
  const unbuilt = [...before].filter(([, digest]) => digest === 'none')
  if (unbuilt.length > 0) throw new Error(`Cannot build ${unbuilt.map(([name]) => name).join(', ')}`)
  const judgements: Judgement[] = []
  for (const mutation of workspaceMutations(workspaceTexts)) {
    judgements.push(await judgeImages(directory, before, mutation, roots))
  }
  return judgements
}
