import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { bundleService, type Bundling } from '../bundle/bundle-service.ts'
import { bundleSite } from '../static/bundle-site.ts'
import { listTree } from '../static/tree.ts'
import { watchPackages } from './watch-packages.ts'

/** What to bundle in a copy of a workspace. */
export interface CopyBundling extends Pick<Bundling, 'service' | 'inputs'> {
  /** Folder of the copy. */
  readonly root: string
  /** The workspace that the packages of the copy are links to. */
  readonly packages: string
  readonly pinned: PackageLock
  readonly installed: PackageLock
}

/** The files of a bundle by their names. */
export type BundledFiles = ReadonlyMap<string, Buffer>

/**
 * The files that the target `build` makes of a workspace, told from a copy of that: the same but for where packages are said to lie, which
 * is where the links lead. `undefined` when they cannot be made, or when a package is asked for that is not installed as it is pinned.
 */
export async function bundleCopy({
  service,
  inputs,
  ...places
}: CopyBundling): Promise<BundledFiles | undefined> {
  const { root, packages } = places
  const output = path.join(root, 'dist', service.root)
  const others = new Set<string>()
  const plugins = [watchPackages(places, others)]
  const bundle = service.kind === 'static' ? bundleSite : bundleService
  try {
    await bundle({ workspace: root, service, inputs, output, packagesOf: packages, plugins })
    return others.size === 0 ? await readFiles(output) : undefined
  } catch (error) {
    if (error instanceof SlipwayError || isMissing(error)) return undefined
    throw error
  } finally {
    await rm(output, { recursive: true, force: true })
  }
}

/** A front end without its server's folder. */
function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

async function readFiles(folder: string): Promise<BundledFiles> {
  const files = (await listTree(folder)).map(async ({ name, source }): Promise<[string, Buffer]> => [
    name,
    await readFile(source),
  ])
  return new Map(await Promise.all(files))
}
