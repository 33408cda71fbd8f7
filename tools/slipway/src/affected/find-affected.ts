import { affectedConfig, gitSource, type AffectedConfig } from '@slipway/config-repo'
import { findStart, withTrees, type OpenedTree } from '../revisions/with-revisions.ts'
import type { ConfigFiles } from '../workspace/open-config-files.ts'
import { openSourceTree, type SourceTree } from '../workspace/source-tree.ts'
import { affectedImages } from './affected-images.ts'
import { affectedProjects } from './affected-projects.ts'
import type { AffectedSource } from './affected-source.ts'

/** What to compare. */
export interface AffectedRequest {
  readonly base: string | undefined
  readonly head: string | undefined
}

/** What a change reaches, over the graph of source and that of configuration. */
export type Affected = AffectedSource &
  AffectedConfig & {
    readonly base: string
    /** `null` for the work tree. */
    readonly head: string | null
  }

const noSource: AffectedSource = { projects: [], images: [] }
const noConfig: AffectedConfig = { bases: [], components: [], overlays: [], environments: [] }

/**
 * What the change from one commit to another reaches. A clone of a separate config repo has no source, and a workspace whose config repo is
 * elsewhere has no configuration: that part is empty. No code of either commit is run.
 */
export async function findAffected(
  { own, workspace, branch, place }: ConfigFiles,
  { base, head }: AffectedRequest,
): Promise<Affected> {
  const from = base ?? (await findStart(own, branch, head))
  return await withTrees(own, async (treeAt) => {
    const sides = [await treeAt(from), await treeAt(head)] as const
    const source = workspace === undefined ? noSource : await compareSource(sides, workspace)
    const config = place.kind === 'here' ? await compareConfig(sides, place.folder) : noConfig
    return { base: from, head: head ?? null, ...source, ...config }
  })
}

type Sides = readonly [OpenedTree, OpenedTree]

async function compareSource([from, to]: Sides, workspace: string): Promise<AffectedSource> {
  const before = await openSourceTree(from.repository, from.tree)
  const after = await openSourceTree(to.repository, to.tree)
  return {
    projects: await affectedProjects(before, after, changedFiles(before, after)),
    images: await affectedImages(before, after, workspace),
  }
}

function changedFiles(before: SourceTree, after: SourceTree): string[] {
  const paths = new Set([...before.files.keys(), ...after.files.keys()])
  return [...paths]
    .filter((file) => {
      const [was, is] = [before.files.get(file), after.files.get(file)]
      return was?.oid !== is?.oid || was?.mode !== is?.mode
    })
    .toSorted()
}

async function compareConfig([from, to]: Sides, folder: string): Promise<AffectedConfig> {
  const [before, after] = [from, to].map(({ repository, tree }) => gitSource(repository, tree, { folder }))
  if (!before || !after) throw new RangeError('two trees are compared')
  return await affectedConfig(before, after)
}
