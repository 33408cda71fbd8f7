import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { Bundling } from '../bundle/bundle-service.ts'
import { checkCoverage } from '../bundle/check-coverage.ts'
import { namesOfInputs } from '../bundle/names-of-inputs.ts'
import { omitOptionalPackages } from '../bundle/optional-packages.ts'
import { runBuild } from '../bundle/run-build.ts'
import { compressFiles } from './compress-files.ts'
import { describeContent } from './describe-content.ts'
import { publicFolder, serverFolder } from './folders.ts'
import { findPageFiles } from './page.ts'
import { placeBundles } from './place-bundles.ts'
import { siteOptions } from './site-options.ts'
import { copyTree, listTree, type TreeFile } from './tree.ts'

/**
 * Bundles a front end as its server wants it: `site`, the page with what it names under `assets` with the content's hash
 * in the name and what is in `public`, and `server`, its configuration. The same inputs give the same bytes in any
 * folder. Gives the names of the files. Throws `bundle-failed`, `no-main`, `invalid-options` and `uncovered-input`.
 */
export async function bundleSite(bundling: Bundling): Promise<string[]> {
  const { workspace, service, inputs, output, packagesOf = workspace } = bundling
  const [root, packages] = [await realpath(workspace), await realpath(packagesOf)]
  const html = await readPage(root, service.main)
  const taken = await listTree(path.join(root, service.root, publicFolder))
  requireOwnNames(service.name, taken)
  const server = await listTree(path.join(root, service.root, serverFolder))
  await rm(output, { recursive: true, force: true })
  const site = path.join(output, 'site')
  const folder = path.dirname(service.main)
  const entryPoints = findPageFiles(html).map((file) => path.posix.join(folder, file))
  const { metafile } = await runBuild({
    ...siteOptions,
    plugins: [...(bundling.plugins ?? []), omitOptionalPackages(packages, inputs.installed)],
    minify: true,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    entryPoints,
    absWorkingDir: root,
    outdir: site,
  })
  const asIs = [...taken, ...server].map(({ source }) =>
    path.relative(root, source).split(path.sep).join('/'),
  )
  const bundled = namesOfInputs(metafile, { root, packages })
  checkCoverage([service.main, ...bundled, ...asIs], service, inputs)
  await mkdir(site, { recursive: true })
  await copyTree(taken, site)
  await copyTree(server, path.join(output, serverFolder))
  await writeFile(
    path.join(site, 'index.html'),
    placeBundles(html, { metafile, folder, site: slashes(path.relative(root, site)) }),
  )
  const files = await listTree(site)
  await writeFile(path.join(output, serverFolder, 'content.conf'), await describeContent(files))
  await compressFiles(files)
  return files.map(({ name }) => name)
}

async function readPage(root: string, main: string): Promise<string> {
  return await readFile(path.join(root, main), 'utf8').catch((cause: unknown) => {
    throw new SlipwayError('no-main', `Cannot bundle the front end: there is no page "${main}"`, { cause })
  })
}

/** Under "assets" everything is kept for a year by whoever got it, as its name has its content's hash. */
function requireOwnNames(name: string, files: readonly TreeFile[]): void {
  const wrong = files.find((file) => file.name === 'index.html' || file.name.startsWith('assets/'))
  if (!wrong) return
  throw new SlipwayError(
    'invalid-options',
    `Cannot bundle "${name}": "${publicFolder}/${wrong.name}" would take the place of what is bundled`,
  )
}

function slashes(name: string): string {
  return name.split(path.sep).join('/')
}
