import type { OnResolveArgs, Plugin, PluginBuild } from 'esbuild'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { resolvePackage } from '../../workspace/lockfile/resolve-package.ts'
import type { BundleRoots } from '../bundle/names-of-inputs.ts'
import { isSamePackage } from './installed-packages.ts'

/** Where a bundle finds packages. */
export interface PackagePlaces extends BundleRoots {
  /** What should be there. */
  readonly pinned: PackageLock
  /** What is there. */
  readonly installed: PackageLock
}

/**
 * An esbuild plugin that writes down each package that a bundle asks for and that is not installed as it is pinned, whether it has that in
 * the end or not. They come to `others`.
 */
export function watchPackages(places: PackagePlaces, others: Set<string>): Plugin {
  return {
    name: 'watch-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async (question) => {
        const { path: specifier, kind, resolveDir, pluginData } = question
        // Of this plugin or another.
        if (pluginData !== undefined || isBuiltin(specifier)) return undefined
        if (kind === 'entry-point') return void check(locationOf(specifier))
        // What a package calls so may be another one, which only its package.json says.
        const name = specifier.startsWith('#') ? await findAlias(build, question) : specifier
        return void ask(folderOf(resolveDir), name)
      })
    },
  }

  /** The package that code in a folder names. */
  function ask(folder: string, specifier: string | undefined): void {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier ?? '')?.[0]
    if (name === undefined) return
    const place = resolvePackage(places.pinned, folder, name)
    if (resolvePackage(places.installed, folder, name) !== place) others.add(name)
    check(place)
  }

  function folderOf(directory: string): string {
    const [here, there] = [places.root, places.packages].map((root) => path.relative(root, directory))
    return slashes((here?.startsWith('..') ? there : here) ?? '')
  }

  /** Of the workspace's own packages the lockfile tells nothing but the place. */
  function check(location: string | undefined): void {
    if (location === undefined || locationOf(`${location}/`) === undefined) return
    if (!isSamePackage(places.pinned, places.installed, location)) others.add(location)
  }
}

const asked = Symbol('asked')

/** The name of the package that a name with `#` leads to. */
async function findAlias(
  { resolve }: PluginBuild,
  { path: specifier, kind, importer, resolveDir }: OnResolveArgs,
): Promise<string | undefined> {
  const found = await resolve(specifier, { kind, importer, resolveDir, pluginData: asked })
  return /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(slashes(found.path))?.[1]
}

/** The folder of the package of a registry that a file belongs to. */
function locationOf(file: string): string | undefined {
  return /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
}

function slashes(file: string): string {
  return file.split(path.sep).join('/')
}
