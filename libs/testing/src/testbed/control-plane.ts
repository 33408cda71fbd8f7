import { AppsV1Api, CoreV1Api, Health, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { kubeconfigFor, writeServiceAccountKeys, writeToken } from './credentials.ts'
import { createDataFolder } from './data-folder.ts'
import { ProgramGroup } from './program-group.ts'
import { reservePort } from './reserve-port.ts'

/** A Kubernetes control plane with one pretended node: pods are scheduled and become ready, no container runs. */
export interface ControlPlane {
  /** The path of a kubeconfig with an administrator's token. */
  kubeconfig: string
  config: KubeConfig
  /** Any kind of object, by its `apiVersion` and `kind`. */
  objects: KubernetesObjectApi
  core: CoreV1Api
  apps: AppsV1Api
  programs: ProgramGroup
  /** Ends everything that was started with it, Argo CD too, and removes its data. */
  stop(): Promise<void>
}

/** Starts etcd, the API server, its controllers and scheduler, and kwok from the folder `SLIPWAY_TESTBED`; takes about 3 s. */
export async function startControlPlane(): Promise<ControlPlane> {
  const programs = new ProgramGroup(await createDataFolder())
  try {
    const config = await startApiServer(programs, await startEtcd(programs))
    const kubeconfig = path.join(programs.directory, 'kubeconfig')
    await writeFile(kubeconfig, config.exportConfig(), { mode: 0o600 })
    await startControllers(programs, kubeconfig)
    const core = config.makeApiClient(CoreV1Api)
    await addNode(programs, core)
    return {
      kubeconfig,
      config,
      objects: KubernetesObjectApi.makeApiClient(config),
      core,
      apps: config.makeApiClient(AppsV1Api),
      programs,
      stop: () => programs.stop(),
    }
  } catch (error) {
    await programs.stop()
    throw error
  }
}

async function startEtcd(programs: ProgramGroup): Promise<string> {
  const client = `http://127.0.0.1:${await reservePort()}`
  const peer = `http://127.0.0.1:${await reservePort()}`
  await programs.start({
    name: 'etcd',
    flags: {
      'data-dir': 'etcd',
      'unsafe-no-fsync': true,
      'initial-cluster': `default=${peer}`,
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
    },
  })
  return client
}

async function startApiServer(programs: ProgramGroup, etcd: string): Promise<KubeConfig> {
  const port = await reservePort()
  const token = await writeToken(programs.directory)
  await writeServiceAccountKeys(programs.directory)
  await programs.start({
    name: 'kube-apiserver',
    flags: {
      'etcd-servers': etcd,
      'bind-address': '127.0.0.1',
      'secure-port': port,
      'cert-dir': 'certificates',
      'service-cluster-ip-range': '10.0.0.0/24',
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': 'sa.pub',
      'service-account-signing-key-file': 'sa.key',
      'token-auth-file': 'tokens.csv',
      'authorization-mode': 'RBAC',
      // Else the node keeps its taint "not-ready", which kwok does not remove, and nothing is scheduled.
      'disable-admission-plugins': 'TaintNodesByCondition',
    },
  })
  const config = kubeconfigFor(`https://127.0.0.1:${port}`, token)
  const health = new Health(config)
  await programs.until(
    { what: 'the API server', seconds: 60 },
    async () => (await health.readyz({})) || undefined,
  )
  return config
}

async function startControllers(programs: ProgramGroup, kubeconfig: string): Promise<void> {
  const access = {
    kubeconfig,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'leader-elect': false,
    'secure-port': 0,
  }
  await programs.start({
    name: 'kube-controller-manager',
    flags: {
      ...access,
      'service-account-private-key-file': 'sa.key',
      'use-service-account-credentials': true,
      // The three would manage, or give up, the node that kwok pretends.
      controllers: '*,-nodeipam,-attachdetach,-node-lifecycle-controller',
    },
  })
  await programs.start({ name: 'kube-scheduler', flags: access })
  await programs.start({ name: 'kwok', flags: { kubeconfig, 'manage-all-nodes': true } })
}

async function addNode(programs: ProgramGroup, core: CoreV1Api): Promise<void> {
  const room = { cpu: '64', memory: '256Gi', pods: '1000' }
  const metadata = { name: 'node-1', annotations: { 'kwok.x-k8s.io/node': 'fake' } }
  await core.createNode({ body: { metadata, status: { allocatable: room, capacity: room } } })
  await programs.until({ what: 'a ready node', seconds: 60 }, async () => {
    const { status } = await core.readNode({ name: metadata.name })
    return status?.conditions?.find(({ type, status: value }) => type === 'Ready' && value === 'True')
  })
}
