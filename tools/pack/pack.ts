import { execa } from 'execa'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { publishedManifest, type Manifest } from './manifest.ts'
import { buildSources } from './sources.ts'

/** A published package, and the workspace's own packages that become a part of it. */
interface Published {
  folder: string
  inner: string[]
}

const published: Published[] = [
  { folder: 'tools/slipway', inner: ['libs/config-repo', 'libs/git', 'libs/oci'] },
  { folder: 'libs/service-kit', inner: [] },
  { folder: 'libs/kustomize-ts', inner: [] },
]

/** Builds and packs every published package into `target`, which is emptied first; gives the tarballs' paths. */
export async function packPackages(root: string, target: string): Promise<string[]> {
  await rm(target, { recursive: true, force: true })
  const tarballs: string[] = []
  for (const { folder, inner } of published) {
    const stage = path.join(target, path.basename(folder))
    await stagePackage(
      path.join(root, folder),
      await Promise.all(inner.map((one) => readPackage(root, one))),
      stage,
    )
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

async function stagePackage(source: string, inner: readonly InnerPackage[], stage: string): Promise<void> {
  const { manifest } = await readPackage(source, '.')
  const dist = path.join(stage, 'dist')
  const places = new Map(inner.map((one) => [one.manifest.name, innerFolder(one)]))
  const rename = (specifier: string): string | undefined => {
    const place = places.get(specifier)
    return place && path.join(dist, place, 'index.js')
  }
  await buildSources(path.join(source, 'src'), dist, rename)
  for (const one of inner)
    await buildSources(path.join(one.source, 'src'), path.join(dist, innerFolder(one)), rename)
  const json = publishedManifest(
    manifest,
    inner.map((one) => one.manifest),
  )
  await writeFile(path.join(stage, 'package.json'), `${JSON.stringify(json, null, 2)}\n`)
  for (const name of ['README.md', 'bin', 'schemas', 'data']) {
    await cp(path.join(source, name), path.join(stage, name), { recursive: true }).catch(ignoreMissing)
  }
  for (const name of ['generators.json', 'executors.json']) await rebase(source, stage, name)
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
