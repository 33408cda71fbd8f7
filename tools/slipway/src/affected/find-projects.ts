import path from 'node:path/posix'
import { parse } from 'yaml'
import { z } from 'zod'
import { membersOf } from '../inference/workspace-members.ts'
import type { SourceTree } from '../workspace/source-tree.ts'

/** A project of a workspace, as its files say. */
export interface SourceProject {
  readonly name: string
  /** Folder in the workspace, `.` for its root. */
  readonly root: string
  /** Names of npm packages and of projects that it says it depends on, in development too. */
  readonly needs: readonly string[]
}

const names = z.record(z.string(), z.unknown()).catch({})

const manifestSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
  implicitDependencies: z.array(z.string()).catch([]),
})

/**
 * The projects of a source tree: the packages of the workspace, as npm, yarn and pnpm are told, and every folder with a `project.json`.
 * Read as data, so that no plugin of a commit is run; what only an import says, and no package.json, is not known.
 */
export async function findProjects(tree: SourceTree): Promise<SourceProject[]> {
  const marks = [...tree.files.keys()].filter((file) => /(^|\/)(package|project)\.json$/.test(file))
  const texts = await tree.readTexts([...marks, 'pnpm-workspace.yaml'])
  const isMember = membersOf(
    parseJson(texts.get('package.json')),
    parse(texts.get('pnpm-workspace.yaml') ?? '') as unknown,
  )
  const byFolder = Map.groupBy(marks, (file) => path.dirname(file))
  return [...byFolder].flatMap(([root, files]) => {
    const isProject = files.some((file) => file.endsWith('project.json')) || isMember(root)
    return isProject ? [describe(root, files, texts)] : []
  })
}

function describe(root: string, files: readonly string[], texts: ReadonlyMap<string, string>): SourceProject {
  const manifests = files.toSorted().map((file) => manifestSchema.parse(parseJson(texts.get(file))))
  const needs = manifests.flatMap((manifest) => [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.devDependencies),
    ...Object.keys(manifest.optionalDependencies),
    ...Object.keys(manifest.peerDependencies),
    ...manifest.implicitDependencies,
  ])
  const name = manifests.map((manifest) => manifest.name).find((one) => one !== undefined)
  return { name: name ?? path.basename(root), root, needs: [...new Set(needs)].toSorted() }
}

/** Somebody's broken fixture is no project, and no reason to fail. */
function parseJson(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
