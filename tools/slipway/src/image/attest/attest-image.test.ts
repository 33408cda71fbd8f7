import { Spec } from '@cyclonedx/cyclonedx-library'
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation'
import { readArtifact, type Descriptor } from '@slipway/oci'
import { describeWith, git, startRegistry, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { testEnvironment } from '../../testing/test-environment.ts'
import { openShop, type Shop } from '../../testing/shop.ts'
import { bundleProject } from '../bundle-project.ts'
import { commitOfResult } from '../commit-of-result.ts'
import { makeImage } from '../make-image.ts'
import { provenanceType } from '../provenance/write-provenance.ts'
import { pushImage } from '../push-image.ts'
import type { ImageResult } from '../result.ts'
import { sbomType } from '../sbom/write-sbom.ts'
import { openImageStore } from '../store.ts'
import { attestImage } from './attest-image.ts'

const root = 'apps/api'
const buildPlatform = {
  id: 'https://ci.example.test/publish.yml@main',
  invocation: 'https://ci.example.test/runs/7',
}

/** A shop whose service `api` is bundled in no time, on the base of this machine. */
async function openBundled(store?: string): Promise<Shop> {
  const shop = await openShop(store === undefined ? {} : { store })
  const manifest = { name: '@acme/api', type: 'module', slipway: { port: 3001, base: 'local' } }
  await git(shop.directory, 'remote', 'set-url', 'origin', 'git@git.example.test:acme/shop.git')
  await shop.commit({
    [`${root}/package.json`]: JSON.stringify(manifest),
    [`${root}/src/main.ts`]: 'export {}\n',
  })
  return shop
}

async function ship({ directory, environment }: Shop) {
  await bundleProject(directory, root)
  const result = await makeImage({
    workspace: directory,
    root,
    environment: { ...environment, cache: testEnvironment.cache },
  })
  const place = openImageStore(result.image, { ...environment, workspace: directory })
  const commit = await commitOfResult(directory, result)
  await pushImage(result, { ...place, workspace: directory, commit })
  const attesting = { ...place, workspace: directory, commit, buildPlatform }
  return { result, place, attach: () => attestImage(result, attesting) }
}

type Shipped = Awaited<ReturnType<typeof ship>>

function typesOf(descriptors: readonly Descriptor[]): (string | undefined)[] {
  return descriptors.map(({ artifactType }) => artifactType).toSorted()
}

async function readAttached({ place, result }: Shipped, type: string): Promise<unknown> {
  const { store, repository } = place
  const listed = await store.referrers(repository, result.digest as `sha256:${string}`)
  const found = listed.find(({ artifactType }) => artifactType === type)
  return JSON.parse((await readArtifact(store, repository, found?.digest ?? 'sha256:')).toString())
}

describe('attestImage()', () => {
  it('attaches both once, and nothing more at another commit of the same image', async () => {
    const shop = await openBundled()
    const first = await ship(shop)
    expect(typesOf((await first.attach()).attached)).toEqual([sbomType, provenanceType].toSorted())
    expect((await first.attach()).attached).toEqual([])
    await shop.commit({ 'README.md': 'more\n' })
    const second = await ship(shop)
    expect(second.result).toEqual(first.result)
    expect((await second.attach()).attached).toEqual([])
  }, 120_000)

  it('says of which commit, base and lockfile an image is made, and who built it', async () => {
    const shop = await openBundled()
    const shipped = await ship(shop)
    await shipped.attach()
    const commit = await git(shop.directory, 'rev-parse', 'HEAD')
    const lockfile = await git(shop.directory, 'rev-parse', 'HEAD:package-lock.json')
    const { image, digest, inputs, base } = shipped.result
    expect(await readAttached(shipped, provenanceType)).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: image, digest: { sha256: hexOf(digest) } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: 'urn:slipway:oci:1',
          externalParameters: {
            repository: 'ssh://git@git.example.test/acme/shop.git',
            revision: commit,
            service: 'api',
            project: root,
          },
          internalParameters: { inputs },
          resolvedDependencies: [
            {
              name: 'source',
              uri: `git+ssh://git@git.example.test/acme/shop.git@${commit}`,
              digest: { gitCommit: commit },
            },
            { name: 'package-lock.json', digest: { gitBlob: lockfile } },
            { name: 'base', digest: { sha256: hexOf(base?.digest ?? '') } },
          ],
        },
        runDetails: {
          builder: { id: buildPlatform.id },
          metadata: { invocationId: buildPlatform.invocation },
        },
      },
    })
  }, 120_000)

  it('attaches the provenance of what was not committed only after the commit', async () => {
    const shop = await openBundled()
    await writeFiles(shop.directory, {
      [`${root}/src/main.ts`]: 'export const edited = 1\nconsole.log(edited)\n',
    })
    const dirty = await ship(shop)
    expect(typesOf((await dirty.attach()).attached)).toEqual([sbomType])
    await shop.commit({})
    const clean = await ship(shop)
    expect(clean.result.digest).toBe(dirty.result.digest)
    expect(typesOf((await clean.attach()).attached)).toEqual([provenanceType])
  }, 120_000)

  it('lists the packages of the inputs hash in a bill that the schema of CycloneDX 1.6 takes', async () => {
    const shipped = await ship(await openBundled())
    await shipped.attach()
    const bill = (await readAttached(shipped, sbomType)) as {
      components: { name: string }[]
      dependencies: { ref: string; dependsOn?: string[] }[]
      metadata: { component: { version: string } }
    }
    const validator = new JsonStrictValidator(Spec.Version.v1dot6)
    expect(await validator.validate(JSON.stringify(bill))).toBeNull()
    expect(await validator.validate(JSON.stringify({ ...bill, made: 'today' }))).not.toBeNull()
    expect(bill.metadata.component.version).toBe(shipped.result.digest)
    expect(bill.components.map(({ name }) => name)).toEqual(['local', 'left', 'apps/api'])
    expect(bill.dependencies.find(({ ref }) => ref === 'workspace:apps/api')?.dependsOn).toEqual([
      'pkg:npm/left@1.3.0',
    ])
  }, 120_000)
})

describeWith(['registry'], 'slipway sbom and slipway provenance', () => {
  it('print what is attached in the registry to what was built, and to what an environment runs', async () => {
    const shop = await openBundled((await startRegistry()).host)
    const shipped = await ship(shop)
    const missing = await shop.slipway('sbom', 'api')
    expect([missing.status, missing.stdout]).toEqual([1, ''])
    expect(missing.stderr).toContain('push')
    expect((await shop.slipway('sbom', 'nosuch')).stderr).toMatch(/"nosuch".*"api"/)
    await shipped.attach()
    const sbom = await shop.slipway('sbom', 'api')
    expect(JSON.parse(sbom.stdout)).toMatchObject({ bomFormat: 'CycloneDX' })
    await git(shop.directory, 'remote', 'set-url', 'origin', shop.origin)
    await git(shop.directory, 'push', '--quiet', 'origin', 'main')
    expect((await shop.slipway('provenance', 'api', '--env', 'staging')).stderr).toContain('staging')
    for (const other of ['apps/web', 'apps/static']) await shop.ship(other)
    await shop.publish()
    const provenance = await shop.slipway('provenance', 'api', '--env', 'staging')
    expect(provenance.stderr).toBe('')
    expect(JSON.parse(provenance.stdout)).toMatchObject({
      subject: [{ digest: { sha256: hexOf(shipped.result.digest) } }],
    })
  }, 120_000)
})

function hexOf(digest: ImageResult['digest']): string {
  return digest.slice('sha256:'.length)
}
