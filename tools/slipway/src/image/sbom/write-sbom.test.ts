import { Spec } from '@cyclonedx/cyclonedx-library'
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation'
import { openRepository } from '@slipway/git'
import { writeFiles } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { commitAll, createSampleWorkspace, digestOf, sampleFiles } from '../../testing/sample-workspace.ts'
import { readService } from '../../workspace/service.ts'
import { openSourceTree, type SourceTree } from '../../workspace/source-tree.ts'
import { findImageInputs } from '../inputs/image-inputs.ts'
import { readMaterials } from './materials.ts'
import { writeSbom } from './write-sbom.ts'

const image = {
  image: 'ghcr.io/acme/web',
  digest: digestOf('1'),
  base: { reference: 'local', digest: digestOf('b') },
}

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`

/** The sample's lockfile, with other entries for some folders. */
function lockWith(entries: Record<string, object>): string {
  const lock = JSON.parse(sampleFiles['package-lock.json'] ?? '') as { packages: Record<string, object> }
  for (const [folder, entry] of Object.entries(entries))
    lock.packages[folder] = { ...lock.packages[folder], ...entry }
  return JSON.stringify(lock)
}

async function treeWith(lock: string): Promise<SourceTree> {
  const directory = await createSampleWorkspace()
  await writeFiles(directory, { 'package-lock.json': lock })
  return openSourceTree(await openRepository(directory), await commitAll(directory, 'Lock'))
}

async function billFor(tree: SourceTree, root: string, about = image): Promise<string> {
  const materials = await readMaterials(tree, await readService(tree, root))
  if (!materials) throw new Error('no materials')
  return writeSbom(about, materials)
}

const workspace = path.resolve(import.meta.dirname, '../../../../..')

describe('writeSbom()', () => {
  it('tells each package once, with its hash and licence, and what needs it', async () => {
    const lock = lockWith({
      'node_modules/koa': { integrity, license: 'MIT', dependencies: { left: '1' } },
      'libs/kit/node_modules/left': { version: '1.3.0', integrity: 'sha512-left' },
      'libs/kit': { dependencies: { koa: '^3.0.0', left: '^1.0.0' }, license: 'SEE LICENSE IN LICENSE' },
    })
    const bill = JSON.parse(await billFor(await treeWith(lock), 'apps/web')) as Record<string, unknown>
    const name = 'ghcr.io/acme/web'
    const whole = `${name}@${digestOf('1')}`
    expect(bill['metadata']).toMatchObject({
      component: {
        type: 'container',
        purl: expect.stringMatching(/^pkg:oci\/web@sha256%3A1+\?repository_url=/) as string,
      },
    })
    expect(bill['components']).toEqual([
      { type: 'container', 'bom-ref': `base@${digestOf('b')}`, name: 'local', version: digestOf('b') },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/koa@3.3.0',
        name: 'koa',
        version: '3.3.0',
        hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
        licenses: [{ expression: 'MIT' }],
        purl: 'pkg:npm/koa@3.3.0',
      },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/left@1.3.0',
        name: 'left',
        version: '1.3.0',
        purl: 'pkg:npm/left@1.3.0',
      },
      { type: 'library', 'bom-ref': 'workspace:apps/web', name: 'apps/web', version: '1.0.0' },
      {
        type: 'library',
        'bom-ref': 'workspace:libs/kit',
        name: '@acme/kit',
        version: '1.0.0',
        licenses: [{ license: { name: 'SEE LICENSE IN LICENSE' } }],
      },
    ])
    expect(bill['dependencies']).toEqual([
      { ref: whole, dependsOn: [`base@${digestOf('b')}`, 'workspace:apps/web'] },
      { ref: `base@${digestOf('b')}` },
      { ref: 'pkg:npm/koa@3.3.0', dependsOn: ['pkg:npm/left@1.3.0'] },
      { ref: 'pkg:npm/left@1.3.0', dependsOn: [] },
      { ref: 'workspace:apps/web', dependsOn: ['workspace:libs/kit'] },
      { ref: 'workspace:libs/kit', dependsOn: ['pkg:npm/koa@3.3.0', 'pkg:npm/left@1.3.0'] },
    ])
    expect(await new JsonStrictValidator(Spec.Version.v1dot6).validate(JSON.stringify(bill))).toBeNull()
  })

  it('tells the very packages that the inputs hash counts, for the services of this workspace', async () => {
    const repository = await openRepository(workspace)
    const tree = await openSourceTree(repository, 'HEAD')
    const validator = new JsonStrictValidator(Spec.Version.v1dot6)
    for (const root of ['apps/metadata-service', 'apps/computation-service']) {
      const service = await readService(tree, root)
      const { dependencies } = await findImageInputs(tree, service, { base: null, architecture: '' })
      const base = { reference: `gcr.io/distroless/nodejs24@${digestOf('b')}`, digest: digestOf('b') }
      const text = await billFor(tree, root, { ...image, base })
      const bill = JSON.parse(text) as { components: { purl?: string }[] }
      const urls = bill.components.flatMap(({ purl }) => (purl?.startsWith('pkg:npm/') ? [purl] : []))
      // The bundler is an input, but no part.
      const counted = dependencies.map(([id]) => id).filter((id) => !id.startsWith('esbuild@'))
      expect(urls.map((url) => decodeURIComponent(url.slice('pkg:npm/'.length))).toSorted()).toEqual(
        counted.toSorted(),
      )
      expect(counted.length).toBeGreaterThan(20)
      expect(await validator.validate(text)).toBeNull()
    }
  })

  it('is not written for a Dockerfile, which may put in anything', async () => {
    const tree = await treeWith(sampleFiles['package-lock.json'] ?? '')
    expect(await readMaterials(tree, await readService(tree, 'apps/release'))).toBeUndefined()
  })
})
