import { git, temporaryDirectory } from '@slipway/testing'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Affected } from '../../affected/find-affected.ts'
import { sampleFiles } from '../../testing/sample-workspace.ts'
import { configFiles, openShop, runHere, settingsText, type Shop } from '../../testing/shop.ts'

type Expected = Partial<
  Record<'projects' | 'images' | 'bases' | 'components' | 'overlays' | 'environments', string[]>
>

const every = { projects: [], images: [], bases: [], components: [], overlays: [], environments: [] }
const config = configFiles()

function edited(
  file: string,
  from: string,
  to: string,
  texts: Readonly<Record<string, string>> = sampleFiles,
): Record<string, string> {
  const text = texts[file] ?? texts[file.replace('config-repo/', '')] ?? ''
  expect(text).toContain(from)
  return { [file]: text.replace(from, to) }
}

function namesIn(text: string): Record<string, string[]> {
  const { base: _, head: __, overlays, ...parts } = JSON.parse(text) as Affected
  const named = Object.entries(parts).map(([part, members]) => [part, members.map(({ name }) => name)])
  return {
    ...Object.fromEntries(named),
    overlays: overlays.map((one) => `${one.environment}/${one.service}`),
  } as Record<string, string[]>
}

describe('slipway affected', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
    const lines = {
      'config-repo/components/debug/kustomization.yaml': component,
      'config-repo/components/debug/debug.yaml': patch,
      'libs/mid/package.json': JSON.stringify({ name: 'mid', dependencies: { '@acme/kit': '1.0.0' } }),
      'libs/top/package.json': JSON.stringify({ name: 'top', devDependencies: { mid: '1.0.0' } }),
    }
    await shop.commit(lines)
    await git(shop.directory, 'push', '--quiet')
  })

  it.each<[what: string, files: () => Record<string, string | null>, wanted: Expected]>([
    ['a test', () => ({ 'apps/web/src/main.test.ts': 'more()\n' }), { projects: ['web'] }],
    [
      'a source file',
      () => ({ 'apps/api/src/main.ts': 'more()\n' }),
      { projects: ['@acme/api'], images: ['api'] },
    ],
    [
      'a library',
      () => ({ 'libs/kit/src/index.ts': 'export const a = 1\n' }),
      { projects: ['release', 'web', '@acme/kit', 'mid', 'top'], images: ['release', 'web'] },
    ],
    ['the documentation', () => ({ 'README.md': '# Shop\n' }), {}],
    [
      'a package',
      () => edited('package-lock.json', '3.3.0', '3.4.0'),
      { projects: ['release', 'web', '@acme/kit', 'mid', 'top'], images: ['release', 'web'] },
    ],
    [
      'a package for development',
      () => edited('package-lock.json', 'sha512-tool', 'sha512-other'),
      { projects: ['web'] },
    ],
    [
      'the bundler',
      () => edited('package-lock.json', 'sha512-esbuild', 'sha512-other'),
      { images: ['api', 'release', 'web'] },
    ],
    ['a new project', () => ({ 'libs/more/package.json': '{"name": "more"}' }), { projects: ['more'] }],
    [
      'a service that is gone',
      () => ({ 'apps/static/Dockerfile': null, 'apps/static/project.json': null }),
      { projects: ['static'], images: ['static'] },
    ],
    [
      'a base',
      () => edited('config-repo/base/web/deployment.yaml', 'cpu: 100m', 'cpu: 1', config),
      {
        bases: ['web'],
        overlays: ['production/web', 'staging/web'],
        environments: ['staging', 'production'],
      },
    ],
    [
      'a comment in a base',
      () => edited('config-repo/base/web/deployment.yaml', 'spec:', 'spec: # this', config),
      {},
    ],
    [
      'an overlay',
      () => edited('config-repo/overlays/staging/api/replicas.yaml', 'replicas: 1', 'replicas: 2', config),
      { overlays: ['staging/api'], environments: ['staging'] },
    ],
    [
      'a new overlay',
      () => ({ 'config-repo/overlays/qa/api/kustomization.yaml': 'resources: [../../../base/api]\n' }),
      { overlays: ['qa/api'], environments: ['qa'] },
    ],
    [
      'a component',
      () => ({ 'config-repo/components/debug/debug.yaml': patch.replace('debug', 'trace') }),
      { components: ['debug'] },
    ],
    [
      'the layout of a component',
      () => ({ 'config-repo/components/debug/debug.yaml': `# This\n${patch}` }),
      {},
    ],
    [
      'an environment',
      () => ({ 'config-repo/slipway.yaml': settingsText.replace('replicas: 3', 'replicas: 4') }),
      { environments: ['production'] },
    ],
  ])('names what %s reaches, no more and no less', async (_what, files, wanted) => {
    const texts = Object.entries(files())
    await shop.commit(Object.fromEntries(texts.filter(([, text]) => text !== null)) as Record<string, string>)
    for (const [file, text] of texts) if (text === null) await rm(path.join(shop.directory, file))
    const { status, stdout, stderr } = await shop.slipway('affected', '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(namesIn(stdout)).toEqual({ ...every, ...wanted })
    await git(shop.directory, 'reset', '--quiet', '--hard', 'origin/main')
  })

  it('says why, in the words of files, packages and parts', async () => {
    await shop.commit({ ...edited('package-lock.json', '3.3.0', '3.4.0'), 'apps/web/src/main.ts': '' })
    const { stdout } = await shop.slipway('affected', '--base', 'HEAD~1', '--head', 'HEAD')
    expect(stdout).toBe(`projects
  release: needs @acme/kit
  web: apps/web/src/main.ts, needs @acme/kit
  @acme/kit: koa@3.3.0 → koa@3.4.0
  mid: needs @acme/kit
  top: needs mid
images
  release: koa@3.3.0 → koa@3.4.0
  web: apps/web/src/main.ts, koa@3.3.0 → koa@3.4.0
`)
    expect((await shop.slipway('affected', '--head', 'HEAD', '--base', 'HEAD')).stdout).toBe(
      'nothing is affected\n',
    )
    await git(shop.directory, 'reset', '--quiet', '--hard', 'origin/main')
  })

  it('tells of a config repo that was not there before', async () => {
    const first = await git(shop.directory, 'rev-list', '--max-parents=0', 'HEAD')
    const { status, stdout } = await shop.slipway('affected', '--base', first, '--head', 'HEAD', '--json')
    expect(status).toBe(0)
    const { environments, bases } = JSON.parse(stdout) as Affected
    expect(environments.map(({ name, change }) => `${name} ${change}`)).toEqual([
      'staging added',
      'production added',
    ])
    expect(bases.map(({ change }) => change)).toEqual(['added', 'added', 'added'])
  })

  it('tells of the configuration alone in a clone of a separate config repo', async () => {
    const clone = path.join(await temporaryDirectory(), 'config')
    await git(path.dirname(clone), 'clone', '--quiet', shop.origin, clone)
    await rm(path.join(clone, 'nx.json'))
    const result = await runHere(
      ['affected', '--base', 'HEAD~1'],
      path.join(clone, 'config-repo'),
      shop.environment,
    )
    expect(result).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^components\n {2}debug \(added\)/) as string,
    })
  })
})

const component =
  'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: debug.yaml, target: {kind: Deployment}}]\n'
const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: any, labels: {level: debug}}\n'
