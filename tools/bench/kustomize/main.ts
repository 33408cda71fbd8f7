// npm run bench:kustomize: kustomize-ts against the kustomize command and Kustomize's own library, in one run.
//   node tools/bench/kustomize/main.ts [--quick] [--source] [--json FILE]
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { packPackages } from '../../pack/pack.ts'
import { measureCommandLine, measureStart } from './command-line.ts'
import { writeCrdBundle } from './crd-bundle.ts'
import { buildGoLibrary } from './go-library.ts'
import { measureLeak, measureOverlays } from './overlays.ts'
import type { Programs } from './programs.ts'
import { writeRepository } from './repository.ts'
import { formatSections, type Section } from './table.ts'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    source: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
})
const root = path.resolve(import.meta.dirname, '../../..')
const testbed = process.env['SLIPWAY_TESTBED']
const kustomize = testbed === undefined ? 'kustomize' : path.join(testbed, 'kustomize')
const cache = path.join(homedir(), '.cache/slipway-bench')
const directory = await mkdtemp(path.join(tmpdir(), 'slipway-bench-'))
try {
  const goLibrary = await buildGoLibrary(cache)
  if (goLibrary === undefined) console.log('Go is missing, so its library is not measured')
  const programs = { kustomize, goLibrary, ...(await ownPrograms()) }
  const sections = await measure(programs)
  console.log(formatSections(sections))
  if (flags.json !== undefined) await writeFile(flags.json, `${JSON.stringify(sections, null, 2)}\n`)
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
}

async function measure(programs: Programs): Promise<Section[]> {
  const overlays = await writeRepository(path.join(directory, 'repository'), flags.quick ? 3 : 100)
  await writeCrdBundle(path.join(directory, 'crds'))
  const rounds = flags.quick ? 3 : 5
  const [overlay = ''] = overlays
  const base = path.join(directory, 'repository/base/service-0')
  return [
    measureOverlays(programs, overlays, rounds),
    measureLeak(programs, overlays),
    measureCommandLine(programs, {
      title: 'One overlay with a patch',
      folder: overlay,
      rounds: 4 * rounds + 1,
    }),
    measureCommandLine(programs, { title: 'One base without a patch', folder: base, rounds: 4 * rounds + 1 }),
    measureStart(4 * rounds + 1),
    measureCommandLine(programs, {
      title: 'A bundle of definitions, 5 MB',
      folder: path.join(directory, 'crds'),
      rounds,
    }),
  ]
}

/** What is published, built here; or the source as it is, which Node strips of its types whenever it starts. */
async function ownPrograms(): Promise<Pick<Programs, 'library' | 'command'>> {
  const source = path.join(root, 'libs/kustomize-ts')
  if (flags.source) return { library: path.join(source, 'src/index.ts'), command: await commandOf(source) }
  await packPackages(root, path.join(directory, 'packages'), ['libs/kustomize-ts'])
  const packed = path.join(directory, 'packages/kustomize-ts')
  return { library: path.join(packed, 'dist/index.js'), command: await commandOf(packed) }
}

async function commandOf(folder: string): Promise<string> {
  const { bin } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    bin: Record<string, string>
  }
  return path.join(folder, bin['kustomize-ts'] ?? '')
}
