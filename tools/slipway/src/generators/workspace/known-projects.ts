import { getProjects, readJson, type Tree } from '@nx/devkit'
import path from 'node:path/posix'
import { z } from 'zod'

/** A project of the workspace, as far as a new service can collide with it. */
export interface KnownProject {
  /** Without scope, as its image would be called. */
  readonly name: string
  readonly root: string
  /** The port of its `slipway` entry. */
  readonly port: number | undefined
  /** What it says to be there. */
  readonly kind: string | undefined
}

const manifest = z.looseObject({
  slipway: z
    .looseObject({ port: z.int().optional(), kind: z.string().optional() })
    .optional()
    .catch(undefined),
})

/** Every project that has a `package.json` or a `project.json`. */
export function findKnownProjects(tree: Tree): KnownProject[] {
  return [...getProjects(tree)].map(([name, { root }]) => ({
    name: name.replace(/^@[^/]*\//, ''),
    root,
    ...entryOf(tree, root),
  }))
}

function entryOf(tree: Tree, root: string): Pick<KnownProject, 'port' | 'kind'> {
  const file = ['package.json', 'project.json']
    .map((name) => path.join(root, name))
    .find((name) => tree.exists(name))
  const entry = file === undefined ? undefined : manifest.parse(readJson(tree, file)).slipway
  return { port: entry?.port, kind: entry?.kind }
}
