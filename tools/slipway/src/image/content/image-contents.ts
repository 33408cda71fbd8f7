import { canonicalJson } from '@slipway/oci'
import { version as bundler } from 'esbuild'
import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import type { Service } from '../../workspace/service.ts'
import { isBelow, type GitTree } from '../../workspace/source-tree.ts'
import type { ImageInputs } from '../inputs/image-inputs.ts'
import { findBundler, readLock } from '../inputs/locked-dependencies.ts'
import { findExtended } from './besides.ts'
import { bundleCopy } from './bundle-copy.ts'
import { isSamePackage, readInstalled } from './installed-packages.ts'
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts'

/** An image of a source tree. */
export interface Made {
  readonly service: Service
  readonly inputs: ImageInputs
}

/** Tells what is in the images of a source tree. */
export interface ImageContents extends AsyncDisposable {
  /**
   * What tells an image's digest from another's: a digest of its bundle and of what else it carries. `undefined` where that cannot be known
   * here: for the docker builder's images, without npm's lockfile, for one that cannot be bundled, and for one with a package that is not
   * installed as this tree pins it.
   */
  digestOf(made: Made): Promise<string | undefined>
}

/** Opens a source tree for bundling it with the packages that a workspace has installed. Nothing of the tree is run. */
export async function openImageContents(tree: GitTree, workspace: string): Promise<ImageContents> {
  const pinned = await readLock(tree)
  if (!pinned || !isBundledAlike(pinned)) return unknown
  const packages = await realpath(workspace)
  const installed = await readInstalled(packages)
  const copy = await copyWorkspace(tree, pinned, packages)
  return {
    digestOf: (made) => digestOf(made, { tree, packages, pinned, installed, copy }),
    [Symbol.asyncDispose]: () => copy[Symbol.asyncDispose](),
  }
}

const unknown: ImageContents = { digestOf: async () => undefined, [Symbol.asyncDispose]: async () => {} }

/** Another version of the bundler may drop more, or less. */
function isBundledAlike(lock: PackageLock): boolean {
  return findBundler(lock).every(({ version }) => version === bundler)
}

interface Opened {
  readonly tree: GitTree
  /** The workspace that has the packages. */
  readonly packages: string
  readonly pinned: PackageLock
  readonly installed: PackageLock
  readonly copy: WorkspaceCopy
}

async function digestOf({ service, inputs }: Made, opened: Opened): Promise<string | undefined> {
  const { tree, packages, pinned, installed, copy } = opened
  if (service.builder !== 'oci' || inputs.installed === undefined) return undefined
  const extended = await findExtended(tree, pinned, inputs)
  if (!extended.packages.every((location) => isSamePackage(pinned, installed, location))) return undefined
  const names = [...inputs.files, ...inputs.facts].map(([name]) => name)
  if (!(await copy.add([...names, ...extended.files]))) return undefined
  const bundled = await bundleCopy({ root: copy.root, packages, service, inputs, pinned, installed })
  if (!bundled) return undefined
  const files = [...bundled].map(([name, content]) => [name, digest(content)])
  return digest(canonicalJson([files, findBundler(pinned), carried({ service, inputs })]))
}

function digest(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** What an image says of itself, what it is built on and for, and the files that the service says it is made of. */
function carried({ service, inputs }: Made): unknown {
  const { name, kind, port, inputs: named } = service
  const { base, architecture, options, files } = inputs
  const those = files.filter(([file]) => named.some((folder) => isBelow(file, folder)))
  return { name, kind, port, source: options['source'], base, architecture, those }
}
