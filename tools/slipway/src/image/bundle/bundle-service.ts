import type { BuildOptions, Plugin } from 'esbuild'
import { realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Service } from '../../workspace/service.ts'
import type { ImageInputs } from '../inputs/image-inputs.ts'
import { checkCoverage } from './check-coverage.ts'
import { findEntryPoints } from './entry-points.ts'
import { namesOfInputs } from './names-of-inputs.ts'
import { refuseNativePackages } from './native-packages.ts'
import { omitOptionalPackages } from './optional-packages.ts'
import { runBuild } from './run-build.ts'
import { assetLoaders, urlAssets } from './url-assets.ts'

/** What to bundle: a service of the workspace in `workspace`, into the folder `output`, which is emptied before. */
export interface Bundling {
  readonly workspace: string
  readonly service: Service
  readonly inputs: ImageInputs
  readonly output: string
  /** The workspace that has the packages, where those in `workspace` are links to there. */
  readonly packagesOf?: string
  /** Of esbuild; they come first. */
  readonly plugins?: readonly Plugin[]
}

/**
 * CommonJS packages in the bundle look for these three. They are globals, as code that declares one of them by itself
 * would clash with a declaration, and every worker thread has globals of its own.
 */
const banner = `globalThis.require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
globalThis.__filename = import.meta.filename
globalThis.__dirname = import.meta.dirname`

const options: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  charset: 'utf8',
  logLevel: 'silent',
  banner: { js: banner },
  loader: assetLoaders,
  assetNames: '[name]',
}

/**
 * Bundles a service as ES modules with fixed names: `main.js`, one file for each worker, and the WebAssembly modules that
 * they load under their own. The same inputs give the same bytes in any folder. Throws `bundle-failed` with a place for each
 * problem, `native-code`, and `uncovered-input` when the bundle takes in a file that the inputs hash does not know.
 */
export async function bundleService(bundling: Bundling): Promise<string[]> {
  const { workspace, service, inputs, output, packagesOf = workspace } = bundling
  const root = await realpath(workspace)
  const entryPoints = findEntryPoints(root, service, inputs)
  await rm(output, { recursive: true, force: true })
  const packages = await realpath(packagesOf)
  const plugins = [...(bundling.plugins ?? []), urlAssets, omitOptionalPackages(packages, inputs.installed)]
  const { metafile } = await runBuild({
    ...options,
    plugins,
    entryPoints,
    absWorkingDir: root,
    outdir: output,
  })
  const taken = namesOfInputs(metafile, { root, packages })
  refuseNativePackages(packages, taken, service)
  checkCoverage(taken, service, inputs)
  await writeFile(path.join(output, 'package.json'), '{ "type": "module" }\n')
  return Object.keys(entryPoints).map((name) => `${name}.js`)
}
