import {
  PatchStrategy,
  type KubernetesObject,
  type V1Deployment,
  type V1Pod,
  type V1ReplicaSet,
  type V1Service,
} from '@kubernetes/client-node'
import { kustomizationPath, publish, readSettings, serviceFiles } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import {
  applyObjects,
  argoCdNamespace,
  commitFiles,
  createBareRepository,
  describeWith,
  git,
  readFiles,
  startArgoCd,
  startControlPlane,
  waitForObjects,
  type ControlPlane,
} from '@slipway/testing'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import {
  type Application,
  type ApplicationSet,
  bootstrap,
  byName,
  configMapOf,
  foreignApplication,
  imageOf,
  inArgoCd,
  inFolder,
  inProduction,
  inStaging,
  isFilled,
  isProduction,
  isRefused,
  isRolledOut,
  isTerminating,
  isUpToDate,
  runs,
} from '../testing/argo-cd-objects.ts'

// The other tests of the run have the processors too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const first = `sha256:${'a'.repeat(64)}`
const second = `sha256:${'b'.repeat(64)}`
const configRepo = await readFiles(path.resolve(import.meta.dirname, '../../../../config-repo'))
const settings = readSettings(configRepo['slipway.yaml'] ?? '')

// The tests are one story: each begins where the one before it ended.
describeWith(['testbed'], 'Argo CD on the config repo of this workspace', () => {
  let cluster: ControlPlane
  let repository: string

  beforeAll(async () => {
    repository = await createBareRepository(inFolder(configRepo))
    cluster = await startControlPlane()
    await startArgoCd(cluster)
    await applyObjects(cluster.objects, bootstrap(configRepo, repository))
  })
  afterAll(() => cluster?.stop())

  it('deploys nothing that was never released', async () => {
    await waitForObjects<ApplicationSet>(cluster, inArgoCd('ApplicationSet'), ([set]) => isUpToDate(set))
    expect(await listApplications()).toEqual([])
  })

  it('runs the published digests in staging, one replica each', async () => {
    await release('staging', { 'metadata-service': first, 'computation-service': first })
    const deployments = await waitForDeployments({ 'metadata-service': first, 'computation-service': first })
    expect(deployments.map(({ spec }) => spec?.replicas)).toEqual([1, 1])
    expect(await listApplications()).toMatchObject([
      {
        name: 'staging.computation-service',
        labels: { environment: 'staging', team: 'platform' },
      },
      { name: 'staging.metadata-service' },
    ])
  })

  it('makes namespaces that admit only what Pod Security calls restricted', async () => {
    const pod: V1Pod = {
      metadata: { name: 'root' },
      spec: { containers: [{ name: 'root', image: 'example.test/root' }] },
    }
    await expect(cluster.core.createNamespacedPod({ namespace: 'staging', body: pod })).rejects.toMatchObject(
      {
        code: 403,
        body: expect.stringContaining('PodSecurity \\"restricted') as string,
      },
    )
  })

  it('rolls exactly the service whose digest changed', async () => {
    const before = await readFootprint('computation-service')
    const commit = await release('staging', { 'metadata-service': second })
    await waitForDeployments({ 'metadata-service': second, 'computation-service': first })
    await waitForApplications((found) => found.every(({ status }) => status?.sync?.revision === commit))
    expect(await readFootprint('computation-service')).toEqual(before)
  })

  it('rolls a service whose configuration changed, and only then prunes the config map of before', async () => {
    const [old] = await listConfigMaps('metadata-service')
    await replaceText(`config-repo/${kustomizationPath('staging', 'metadata-service')}`, '=info', '=debug')
    await waitForObjects(
      cluster,
      inStaging('v1', 'ConfigMap'),
      (found) => !found.some(({ metadata }) => metadata?.name === old),
    )
    const rolled = await cluster.apps.readNamespacedDeployment({
      namespace: 'staging',
      name: 'metadata-service',
    })
    expect(isRolledOut(rolled)).toBe(true)
    expect(await listConfigMaps('metadata-service')).toEqual([configMapOf(rolled)])
  })

  it("heals an edit made behind Git's back", async () => {
    const edited = await scale('metadata-service', 4)
    expect(edited.spec?.replicas).toBe(4)
    await waitForObjects<V1Deployment>(cluster, inStaging('apps/v1', 'Deployment'), (found) =>
      found.some(({ metadata, spec }) => metadata?.uid === edited.metadata?.uid && spec?.replicas === 1),
    )
  })

  it('prunes an overlay that was removed, and nothing else', async () => {
    const before = await readFootprint('metadata-service')
    await commitFiles(repository, { 'config-repo/overlays/staging/computation-service': null })
    await waitForObjects<V1Service>(cluster, inStaging('v1', 'Service'), (found) => found.length === 1)
    await waitForObjects<V1Deployment>(
      cluster,
      inStaging('apps/v1', 'Deployment'),
      (found) => found.length === 1,
    )
    await waitForApplications((found) => found.length === 1)
    expect(await readFootprint('metadata-service')).toEqual(before)
  })

  it('deploys a generated service with no Argo CD file written', async () => {
    const files = serviceFiles({ ...settings, name: 'orders', port: 3001 })
    expect(Object.keys(files).filter((name) => !/^(base|overlays)\//.test(name))).toEqual([])
    await commitFiles(repository, inFolder(files))
    await release('staging', { orders: first })
    await waitForDeployments({ 'metadata-service': second, orders: first })
  })

  it('leaves an environment with "sync: manual" to a person', async () => {
    await release('production', { 'metadata-service': first })
    await waitForObjects<V1Deployment>(cluster, inProduction, ([deployment]) => runs(deployment, first, 3))
    await writeSettings('{ name: production, sync: manual }')
    await waitForProduction(({ spec }) => spec.syncPolicy.automated === undefined)
    const commit = await release('production', { 'metadata-service': second })
    const waiting = await waitForProduction(({ status }) => status?.sync?.revision === commit)
    expect(waiting.status?.sync?.status).toBe('OutOfSync')
    expect(waiting.operation).toBeUndefined()
    await waitForObjects<V1Deployment>(cluster, inProduction, ([deployment]) => runs(deployment, first, 3))
  })

  it('refuses a repository that the AppProject does not name', async () => {
    await applyObjects(cluster.objects, [
      foreignApplication(await createBareRepository(inFolder(configRepo))),
    ])
    const found = await waitForApplications((all) => all.some(isRefused))
    expect(found.find(isRefused)?.metadata?.name).toBe('foreign')
  })

  it('refuses a namespace that the AppProject does not name', async () => {
    await writeSettings('{ name: production, namespace: kube-system }')
    await waitForProduction(isRefused)
    expect((await cluster.apps.listNamespacedDeployment({ namespace: 'kube-system' })).items).toEqual([])
  })

  /** Publishes digests as `slipway publish` does, and gives the commit. */
  async function release(environment: string, digests: Record<string, string>): Promise<string | null> {
    const images = Object.entries(digests).map(([service, digest]) => ({
      service,
      image: `${settings.registry}/${service}`,
      digest,
      inputs: digest,
    }))
    const { commit } = await publish(
      {
        location: { url: repository, branch: 'main', folder: 'config-repo' },
        environments: [environment],
        workspace: 'slipway-workspace',
        source: {
          repository: 'https://example.test/source.git',
          commit: await git(repository, 'rev-parse', 'main'),
        },
        images,
        sourceRepository: await openRepository(repository),
      },
      {
        author: { name: 'Test Author', email: 'author@example.test' },
        hotfix: { reason: 'Production is published to without a promotion' },
      },
    )
    return commit
  }

  async function replaceText(file: string, text: string, by: string): Promise<void> {
    const before = await git(repository, 'show', `main:${file}`)
    await commitFiles(repository, { [file]: `${before.replace(text, by)}\n` })
  }

  async function listConfigMaps(service: string): Promise<(string | undefined)[]> {
    const { items } = await cluster.core.listNamespacedConfigMap({ namespace: 'staging' })
    return items.map(({ metadata }) => metadata?.name).filter((name) => name?.startsWith(service))
  }

  function writeSettings(production: string): Promise<string> {
    const text = `registry: ${settings.registry}\nteam: platform\nenvironments: [{ name: staging }, ${production}]\n`
    return commitFiles(repository, { 'config-repo/slipway.yaml': text })
  }

  function waitForApplications(
    isDone: (found: readonly Application[]) => boolean,
  ): Promise<readonly Application[]> {
    return waitForObjects<Application>(cluster, inArgoCd('Application'), isDone)
  }

  async function waitForProduction(isDone: (application: Application) => boolean): Promise<Application> {
    const found = await waitForApplications((all) => all.some((one) => isProduction(one) && isDone(one)))
    return found.find(isProduction)!
  }

  async function listApplications(): Promise<KubernetesObject['metadata'][]> {
    const { items } = await cluster.objects.list<Application>(
      'argoproj.io/v1alpha1',
      'Application',
      argoCdNamespace,
    )
    return items.toSorted(byName).map(({ metadata }) => metadata)
  }

  /** Waits until these Deployments, and no others, run these digests in staging and are available. */
  async function waitForDeployments(digests: Record<string, string>): Promise<V1Deployment[]> {
    const wanted = Object.entries(digests).map(([name, digest]) => `${settings.registry}/${name}@${digest}`)
    const found = await waitForObjects<V1Deployment>(
      cluster,
      inStaging('apps/v1', 'Deployment'),
      (deployments) => {
        const images = new Set(deployments.filter(isRolledOut).map(imageOf))
        return deployments.length === wanted.length && wanted.every((image) => images.has(image))
      },
    )
    return found.toSorted(byName)
  }

  /** What changes when a service is rolled: the generation of its Deployment and its pods. Waits until they keep still. */
  async function readFootprint(name: string): Promise<object> {
    await waitForObjects<V1Deployment>(cluster, inStaging('apps/v1', 'Deployment'), (all) =>
      all.every(isRolledOut),
    )
    await waitForObjects<V1ReplicaSet>(cluster, inStaging('apps/v1', 'ReplicaSet'), (all) =>
      all.every(isFilled),
    )
    const { metadata } = await cluster.apps.readNamespacedDeployment({ namespace: 'staging', name })
    const pods = await waitForObjects<V1Pod>(
      cluster,
      inStaging('v1', 'Pod'),
      (all) => !all.some(isTerminating),
    )
    return {
      uid: metadata?.uid,
      generation: metadata?.generation,
      pods: pods.filter((pod) => pod.metadata?.name?.startsWith(`${name}-`)).map((pod) => pod.metadata?.uid),
    }
  }

  function scale(name: string, replicas: number): Promise<V1Deployment> {
    const change = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'staging' },
      spec: { replicas },
    }
    return cluster.objects.patch(
      change as V1Deployment,
      undefined,
      undefined,
      undefined,
      undefined,
      PatchStrategy.MergePatch,
    )
  }
})
