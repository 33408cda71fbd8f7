import path from 'node:path/posix'
import { readLock } from '../image/inputs/locked-dependencies.ts'
import type { PackageLock } from '../workspace/lockfile/package-lock.ts'
import type { SourceTree } from '../workspace/source-tree.ts'
import type { AffectedItem } from './affected-source.ts'
import { describeChanges, installedFor } from './changed-packages.ts'
import { findProjects, type SourceProject } from './find-projects.ts'

/** The projects at one moment, with the packages that are installed for them. */
interface Side {
  readonly projects: ReadonlyMap<string, SourceProject>
  readonly lock: PackageLock | undefined
}

/** The projects of which something differs: a file, a package that is installed for them, or a project that they need. */
export async function affectedProjects(
  before: SourceTree,
  after: SourceTree,
  changed: readonly string[],
): Promise<AffectedItem[]> {
  const [was, is] = [await readSide(before), await readSide(after)]
  const all = new Map([...was.projects, ...is.projects])
  const ownReasons = new Map([...all].map(([root]) => [root, reasonsOf(root, was, is, changed)]))
  const reasons = spread(all, ownReasons)
  return [...all.values()]
    .toSorted((one, other) => (one.root < other.root ? -1 : 1))
    .flatMap(({ name, root }) => {
      const why = reasons.get(root) ?? []
      const change = !was.projects.has(root) ? 'added' : !is.projects.has(root) ? 'removed' : 'changed'
      return why.length > 0 || change !== 'changed' ? [{ name, root, change, reasons: why }] : []
    })
}

async function readSide(tree: SourceTree): Promise<Side> {
  const projects = await findProjects(tree)
  return { projects: new Map(projects.map((project) => [project.root, project])), lock: await readLock(tree) }
}

function reasonsOf(root: string, was: Side, is: Side, changed: readonly string[]): string[] {
  const roots = new Set([...was.projects.keys(), ...is.projects.keys()])
  const files = changed.filter((file) => ownerOf(file, roots) === root || isAbove(file, root))
  return [...files, ...describeChanges(installedFor(was.lock, root), installedFor(is.lock, root))]
}

/** The project of the closest folder. */
function ownerOf(file: string, roots: ReadonlySet<string>): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (roots.has(folder)) return folder
    if (folder === '.') return undefined
  }
}

/** The compiler reads the tsconfig.json files above a project. */
function isAbove(file: string, root: string): boolean {
  const folder = path.dirname(file)
  return (
    /^tsconfig[^/]*\.json$/.test(path.basename(file)) && (folder === '.' || root.startsWith(`${folder}/`))
  )
}

/** Whoever needs a project that is affected is affected, over any number of projects between. */
function spread(
  projects: ReadonlyMap<string, SourceProject>,
  own: ReadonlyMap<string, readonly string[]>,
): Map<string, readonly string[]> {
  const reasons = new Map(own)
  const rootOf = new Map([...projects.values()].map(({ name, root }) => [name, root]))
  const waiting = [...own].filter(([, why]) => why.length > 0).map(([root]) => root)
  const seen = new Set(waiting)
  for (const root of seen) {
    for (const { root: user, needs } of projects.values()) {
      const name = needs.find((needed) => rootOf.get(needed) === root)
      if (name === undefined || user === root) continue
      reasons.set(user, [...(reasons.get(user) ?? []), `needs ${name}`])
      seen.add(user)
    }
  }
  return reasons
}
