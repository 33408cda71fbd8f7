import { openRepository } from '@slipway/git'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { affectedImages } from '../../slipway/src/affected/affected-images.ts'
import { readEnvironment } from '../../slipway/src/environment.ts'
import { buildImage } from '../../slipway/src/image/build-image.ts'
import { bundleProject } from '../../slipway/src/image/bundle-project.ts'
import { SlipwayError } from '../../slipway/src/slipway-error.ts'
import { readService } from '../../slipway/src/workspace/service.ts'
import { openSourceTree } from '../../slipway/src/workspace/source-tree.ts'
import { readSourceUrl } from '../../slipway/src/workspace/source-url.ts'
import { readWorkTree } from '../../slipway/src/workspace/work-tree.ts'
import { git } from '../config-repos/git.ts'
import { bundledRoots, dockerRoot, installedTexts, writeTexts } from './buildable-workspace.ts'
import type { Judgement } from './judgement.ts'
import type { WorkspaceMutation } from './workspace-mutations.ts'

/** Digests of the images of a workspace by service; `none` for one that cannot be built. */
export type Digests = ReadonlyMap<string, string>

/** Really builds the images of folders from the work tree as it stands. */
export async function buildDigests(directory: string, roots = bundledRoots): Promise<Digests> {
  const digests = new Map<string, string>()
  for (const root of roots) digests.set(path.basename(root), await buildDigest(directory, root))
  return digests
}

/** Without a base: its digest would be the same before and after. */
async function buildDigest(workspace: string, root: string): Promise<string> {
  try {
    if (root !== dockerRoot) await bundleProject(workspace, root)
    const read = readWorkTree(workspace, async (tree) => ({
      service: await readService(tree, root),
      source: await readSourceUrl(tree),
    }))
    const layout = path.join(workspace, 'dist/images', path.basename(root))
    const build = { ...(await read), base: undefined, layout, workspace, environment: readEnvironment({}) }
    return (await buildImage(build)).digest
  } catch (error) {
    if (error instanceof SlipwayError || error instanceof SyntaxError || isMissing(error)) return 'none'
    throw error
  }
}

/** A front end without its server's folder. */
function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** Changes a workspace, asks which images that affects, builds those of folders, and takes the change back. */
export async function judgeImages(
  directory: string,
  before: Digests,
  { what, apply }: WorkspaceMutation,
  roots = bundledRoots,
): Promise<Judgement> {
  const repository = await openRepository(directory)
  try {
    await apply(directory)
    await using snapshot = await repository.workTree()
    const affected = await affectedImages(
      await openSourceTree(repository, 'HEAD'),
      await openSourceTree(snapshot.repository, snapshot.tree),
      directory,
    )
    const after = await buildDigests(directory, roots)
    const differing = [...before.keys()].filter((name) => before.get(name) !== after.get(name))
    const named = affected.map(({ name }) => name).filter((name) => before.has(name))
    return { what, affected: named, differing }
  } finally {
    await restore(directory)
  }
}

async function restore(directory: string): Promise<void> {
  await git(directory, ['reset', '--quiet', '--hard'])
  await git(directory, ['clean', '--quiet', '--force', '-d'])
  await rm(path.join(directory, 'libs/kit/node_modules'), { recursive: true, force: true })
  await writeTexts(directory, installedTexts())
}
