import { readJson, type Tree } from '@nx/devkit'
import { SlipwayError } from '../../slipway-error.ts'
import { composePath, type ComposeFacts } from '../compose/read-compose.ts'
import type { KnownProject } from '../workspace/known-projects.ts'

/** What the workspace has names for already. */
export interface TakenNames {
  readonly projects: readonly KnownProject[]
  readonly compose: ComposeFacts
}

/** Throws `taken` when a project, a folder, an npm package or the compose file has the name of a new service. */
export function requireFreeName(
  tree: Tree,
  { name, root, adopted }: { name: string; root: string; adopted: boolean },
  taken: TakenNames,
): void {
  const owner = findProject(taken.projects, name, root)
  if (owner !== undefined) throw isTaken(name, owner)
  if (taken.compose.services.has(name)) throw isTaken(name, `${composePath} has a service of that name`)
  if (adopted) return
  if (tree.exists(root)) throw isTaken(name, `the folder "${root}" is there already`)
  const dependent = findDependent(tree, taken.projects, name)
  if (dependent !== undefined) throw isTaken(name, `"${dependent}" depends on an npm package of that name`)
}

function findProject(projects: readonly KnownProject[], name: string, root: string): string | undefined {
  const found = projects.find((project) => project.name === name && project.root !== root)
  return found && `the project in "${found.root}" has that name`
}

/** A workspace package of that name would come between. */
function findDependent(tree: Tree, projects: readonly KnownProject[], name: string): string | undefined {
  return ['.', ...projects.map(({ root }) => root)]
    .map((folder) => (folder === '.' ? 'package.json' : `${folder}/package.json`))
    .find((file) => {
      if (!tree.exists(file)) return false
      const { dependencies, devDependencies } = readJson<Record<string, object | undefined>>(tree, file)
      return name in { ...dependencies, ...devDependencies }
    })
}

function isTaken(name: string, reason: string): SlipwayError {
  return new SlipwayError('taken', `Cannot create the service "${name}": ${reason}`)
}
