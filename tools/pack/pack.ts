import { execa } from 'execa'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleProgram, bundleSources } from './bundle.ts'
import { writeDeclarations } from './declarations.ts'
import { publishedManifest, type Manifest } from './manifest.ts'
import { buildSources } from './sources.ts'

/** A published package, and the workspace's own packages that become a part of it. */
interface Published {
  folder: string
  inner: string[]
  /** Whether types come along. */
  hasTypes?: boolean
  /** Whether its code is bundled, with the packages that it needs. */
  isBundled?: boolean
  /** The module of its command, which is bundled into `dist/command`, but for these packages. */
  command?: { entry: string; external: string[] }
}

const published: Published[] = [
  {
    folder: 'tools/slipway',
    inner: ['libs/config-repo', 'libs/git', 'libs/oci'],
    // Programs of their own, and what the workspace brings.
    command: { entry: 'src/main.ts', external: ['esbuild', '@nx/devkit', 'nx', 'assemblyscript'] },
  },
  { folder: 'libs/service-kit', inner: [], hasTypes: true },
  { folder: 'libs/kustomize-ts', inner: [], hasTypes: true, isBundled: true },
]

/** Builds and packs every published package, or those in `folders`, into `target`, which is emptied first; gives the tarballs' paths. */
export async function packPackages(
  root: string,
  target: string,
  folders: readonly string[] = published.map(({ folder }) => folder),
): Promise<string[]> {
  await rm(target, { recursive: true, force: true })
  const tarballs: string[] = []
  for (const each of published.filter(({ folder }) => folders.includes(folder))) {
    const stage = path.join(target, path.basename(each.folder))
    await stagePackage(root, each, stage)
    await cp(path.join(root, 'LICENSE'), path.join(stage, 'LICENSE'))
    const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', target], { cwd: stage })
    const [packed] = JSON.parse(stdout) as [{ filename: string }]
    tarballs.push(path.join(target, packed.filename))
  }
  return tarballs
}

/** A package of the workspace that travels inside another one, below `dist/inner`. */
interface InnerPackage {
  source: string
  manifest: Manifest
}

async function readPackage(root: string, folder: string): Promise<InnerPackage> {
  const source = path.join(root, folder)
  return {
    source,
    manifest: JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as Manifest,
  }
}

async function stagePackage(
  root: string,
  { folder, inner, hasTypes = false, isBundled = false, command }: Published,
  stage: string,
) {
  const { source, manifest } = await readPackage(root, folder)
  const parts = await Promise.all(inner.map((one) => readPackage(root, one)))
  const dist = path.join(stage, 'dist')
  if (isBundled) await bundleSources(path.join(source, 'src'), dist)
  else await buildAll(source, parts, dist)
  if (command) {
    const { entry, external } = command
    await bundleProgram(path.join(source, entry), { target: path.join(dist, 'command'), external })
  }
  if (hasTypes) await writeTypes(source, manifest, { dist, mayMentionPackages: !isBundled })
  const json = publishedManifest(manifest, { inner: parts.map((one) => one.manifest), hasTypes, isBundled })
  await writeFile(path.join(stage, 'package.json'), `${JSON.stringify(json, null, 2)}\n`)
  for (const name of ['README.md', 'bin', 'schemas', 'data']) {
    await cp(path.join(source, name), path.join(stage, name), { recursive: true }).catch(ignoreMissing)
  }
  for (const name of ['generators.json', 'executors.json']) await rebase(source, stage, name)
}

/** Writes the types of what a package exports. */
async function writeTypes(
  folder: string,
  { exports = {} }: Manifest,
  { dist, mayMentionPackages }: { dist: string; mayMentionPackages: boolean },
): Promise<void> {
  const source = path.join(folder, 'src')
  const files = Object.values(exports).map((file) => path.join(folder, file))
  const entries = files.filter((file) => file.endsWith('.ts')).map((file) => path.relative(source, file))
  await writeDeclarations({ source, entries, mayMentionPackages }, dist)
}

/** Builds a package and the parts of it file by file; imports of the parts lead to their files. */
async function buildAll(source: string, parts: readonly InnerPackage[], dist: string): Promise<void> {
  const places = new Map(parts.flatMap(builtEntries))
  const rename = (specifier: string): string | undefined => {
    const place = places.get(specifier)
    return place && path.join(dist, place)
  }
  await buildSources(path.join(source, 'src'), dist, rename)
  for (const one of parts) {
    await buildSources(path.join(one.source, 'src'), path.join(dist, innerFolder(one)), rename)
  }
}

/** What a part is imported by, its exports below its name included, and the built file that each of them means. */
function builtEntries(part: InnerPackage): [specifier: string, file: string][] {
  const { name, exports = {} } = part.manifest
  return Object.entries(exports).map(([entry, file]) => [
    path.posix.join(name, entry),
    path.join(innerFolder(part), path.relative('src', file).replace(/\.ts$/, '.js')),
  ])
}

function innerFolder({ source }: InnerPackage): string {
  return path.join('inner', path.basename(source))
}

/** Points the generators and executors at the built files; schemas are copied beside them. */
async function rebase(source: string, stage: string, name: string): Promise<void> {
  const text = await readFile(path.join(source, name), 'utf8').catch(ignoreMissing)
  if (text === undefined) return
  await writeFile(path.join(stage, name), text.replaceAll('./src/', './dist/').replaceAll('.ts"', '.js"'))
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
