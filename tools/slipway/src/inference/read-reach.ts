import { references, type Reference } from 'kustomize-ts'
import path from 'node:path'
import type { ConfigProject } from './config-projects.ts'

/** What one kustomization is made of. */
export interface Reach {
  /** Roots of the other projects that it refers to, sorted. */
  readonly projects: readonly string[]
  /** Paths and patterns that no such project holds, sorted; like the roots relative to the workspace root. */
  readonly outside: readonly string[]
}

/**
 * Each of the projects with what it refers to; `directory` is the workspace. Follows references up to the next
 * project: that one's own are its own. A kustomization that cannot be read refers to nothing, and rendering it tells
 * what is wrong.
 */
export function readReaches(
  projects: readonly ConfigProject[],
  directory: string,
): [project: ConfigProject, reach: Reach][] {
  const roots = new Set(projects.map(({ root }) => root))
  return projects.map((project) => [project, readReach(project.root, roots, directory)])
}

function readReach(root: string, roots: ReadonlySet<string>, directory: string): Reach {
  const projects = new Set<string>()
  const outside = new Set<string>()
  const followed = new Set([root])
  for (const folder of followed) {
    for (const { path: target, kind } of readReferences(path.join(directory, folder))) {
      const inside = relativeInside(directory, target)
      if (inside === undefined) continue
      const owner = ownerOf(inside, roots)
      if (owner === undefined) outside.add(kind === 'directory' ? `${inside}/**/*` : inside)
      else if (owner !== root) projects.add(owner)
      if (kind === 'directory' && !roots.has(inside)) followed.add(inside)
    }
  }
  return { projects: [...projects].toSorted(), outside: [...outside].toSorted() }
}

function readReferences(directory: string): readonly Reference[] {
  try {
    return references(directory)
  } catch {
    return []
  }
}

function relativeInside(directory: string, target: string): string | undefined {
  const relative = path.relative(directory, target).split(path.sep).join('/')
  return relative === '' || relative === '..' || relative.startsWith('../') ? undefined : relative
}

function ownerOf(inside: string, roots: ReadonlySet<string>): string | undefined {
  for (let folder = inside; folder !== '.'; folder = path.posix.dirname(folder)) {
    if (roots.has(folder)) return folder
  }
  return undefined
}
