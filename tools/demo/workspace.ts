import path from 'node:path'
import { shareDependencies } from '../setup/share-dependencies.ts'
import type { Narrator } from './narrator.ts'

/** The demo's own copy of this workspace. */
export interface DemoWorkspace {
  /** The work tree. */
  directory: string
  /** The bare repository that the work tree calls `origin`. */
  origin: string
}

/** Clones the committed state of `root` into `folder`, by way of a bare repository, with the dependencies installed. */
export async function cloneWorkspace(
  root: string,
  folder: string,
  narrator: Narrator,
): Promise<DemoWorkspace> {
  const origin = path.join(folder, 'origin.git')
  const directory = path.join(folder, 'workspace')
  await narrator.run(folder, ['git', 'init', '--quiet', '--bare', '--initial-branch=main', origin])
  // A clone with --depth may be pushed only to a repository that agrees to lack the same history.
  await narrator.run(origin, ['git', 'config', 'receive.shallowUpdate', 'true'])
  await narrator.run(root, ['git', 'push', '--quiet', origin, 'HEAD:refs/heads/main'])
  await narrator.run(folder, ['git', 'clone', '--quiet', origin, directory])
  await narrator.run(directory, ['git', 'config', 'user.name', 'Slipway Demo'])
  await narrator.run(directory, ['git', 'config', 'user.email', 'demo@slipway.example'])
  await shareDependencies(root, directory)
  return { directory, origin }
}
