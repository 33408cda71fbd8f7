import { readJson, type Tree } from '@nx/devkit'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'

/** A folder to adopt. */
export interface Source {
  /** Relative to the workspace root. */
  readonly root: string
  /** The port that its Dockerfile exposes last, in the final stage. */
  readonly exposed: number | undefined
}

/**
 * The folder that `source` names, relative to the workspace root or absolute. Throws `outside-workspace`,
 * `no-dockerfile`, and `invalid-name` when it already has another name.
 */
export function requireSource(tree: Tree, source: string, name: string): Source {
  const root = path.relative(tree.root, path.resolve(tree.root, source)).split(path.sep).join('/')
  if (root === '' || isOutside(root) || leadsOutside(tree.root, root)) {
    throw new SlipwayError(
      'outside-workspace',
      `Cannot adopt "${source}": wanted a folder inside the workspace "${tree.root}"`,
    )
  }
  const dockerfile = `${root}/Dockerfile`
  const text = tree.read(dockerfile, 'utf8')
  if (text === null) {
    throw new SlipwayError('no-dockerfile', `Cannot adopt "${source}": there is no "${dockerfile}"`)
  }
  requireName(tree, root, name)
  const ports = [...text.matchAll(/^\s*EXPOSE\s+(\d+)/gim)].map(([, port]) => Number(port))
  return { root, exposed: ports.at(-1) }
}

function isOutside(relative: string): boolean {
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative)
}

/** A link may lead elsewhere, where Git does not follow. */
function leadsOutside(workspace: string, root: string): boolean {
  const folder = path.join(workspace, root)
  if (!existsSync(folder)) return false
  return isOutside(path.relative(realpathSync(workspace), realpathSync(folder)))
}

/** The image is named as the project is, and the folder's own files are not ours to change. */
function requireName(tree: Tree, root: string, name: string): void {
  const file = ['package.json', 'project.json']
    .map((base) => `${root}/${base}`)
    .find((base) => tree.exists(base))
  const found = file === undefined ? undefined : readJson<{ name?: string }>(tree, file).name
  if (found === undefined || found.replace(/^@[^/]*\//, '') === name) return
  throw new SlipwayError('invalid-name', `Cannot adopt "${root}" as "${name}": "${file}" names it "${found}"`)
}
