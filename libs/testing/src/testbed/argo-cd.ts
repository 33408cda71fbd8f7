import { loadAllYaml, type KubernetesObject } from '@kubernetes/client-node'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'
import { applyObjects } from './apply-objects.ts'
import { programPath } from '../requirements/program-path.ts'
import { argoCdSettings } from './argo-cd-settings.ts'
import type { ControlPlane } from './control-plane.ts'
import type { ProgramGroup } from './program-group.ts'
import { reservePort } from './reserve-port.ts'

/** The namespace in which Argo CD looks for Applications, ApplicationSets and AppProjects. */
export const argoCdNamespace = 'argocd'

/**
 * Starts Argo CD's repository server and its application and ApplicationSet controllers against a control plane; takes about
 * 2 s. It asks Git every two seconds, reads `file://` repositories too, and ends with the control plane. There is no
 * argocd-server, which is what makes the AppProject `default`: bring your own.
 */
export async function startArgoCd(controlPlane: ControlPlane): Promise<void> {
  const { objects, programs } = controlPlane
  const environment = await prepareEnvironment(programs, controlPlane.kubeconfig)
  const [servers] = await Promise.all([startServers(programs, environment), installDefinitions(controlPlane)])
  await applyObjects(objects, argoCdSettings(argoCdNamespace))
  await startControllers(programs, environment, servers)
}

/**
 * The definitions come from the testbed's folder: they are those of the Argo CD that was built. That a definition is
 * "Established" is too early: the API server's discovery, which every client asks for a kind's path, lists it a little later.
 */
async function installDefinitions({ objects, programs }: ControlPlane): Promise<void> {
  const folder = path.dirname(programPath('argocd-repo-server'))
  for (const kind of ['Application', 'ApplicationSet', 'AppProject']) {
    const text = await readFile(path.join(folder, `${kind.toLowerCase()}-crd.yaml`), 'utf8')
    await applyObjects(objects, loadAllYaml(text) as KubernetesObject[])
    const wait = { what: `the kind "${kind}"`, seconds: 60 }
    await programs.until(wait, () => objects.list('argoproj.io/v1alpha1', kind))
  }
}

interface Servers {
  redis: string
  repository: string
}

async function prepareEnvironment(
  programs: ProgramGroup,
  kubeconfig: string,
): Promise<Record<string, string>> {
  const folder = path.join(programs.directory, 'argocd')
  for (const name of ['tls', 'ssh', 'gnupg', 'tmp']) await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, 'ssh/ssh_known_hosts'), '')
  return {
    KUBECONFIG: kubeconfig,
    // "https://kubernetes.default.svc" as a destination is then the cluster of KUBECONFIG.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_GNUPGHOME: path.join(folder, 'gnupg'),
    ARGOCD_TLS_DATA_PATH: path.join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: path.join(folder, 'ssh'),
    REDIS_PASSWORD: '',
    // The clones of the repository server go with the group's folder.
    TMPDIR: path.join(folder, 'tmp'),
    // The repository server looks its kustomize up there.
    PATH: `${path.dirname(programPath('kustomize'))}${path.delimiter}${process.env['PATH'] ?? ''}`,
  }
}

async function startServers(programs: ProgramGroup, environment: Record<string, string>): Promise<Servers> {
  const redis = await reservePort()
  const repository = await reservePort()
  await programs.start({
    name: 'redis-server',
    arguments: ['--port', String(redis), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  })
  await programs.start({
    name: 'argocd-repo-server',
    flags: {
      redis: `127.0.0.1:${redis}`,
      address: '127.0.0.1',
      port: repository,
      'metrics-address': '127.0.0.1',
      'metrics-port': 0,
      'disable-tls': true,
      'revision-cache-expiration': '1s',
    },
    environment,
  })
  await waitForPort(programs, redis, 'Redis')
  await waitForPort(programs, repository, "Argo CD's repository server")
  return { redis: `127.0.0.1:${redis}`, repository: `127.0.0.1:${repository}` }
}

async function startControllers(
  programs: ProgramGroup,
  environment: Record<string, string>,
  { redis, repository }: Servers,
): Promise<void> {
  await programs.start({
    name: 'argocd-application-controller',
    flags: {
      namespace: argoCdNamespace,
      redis,
      'repo-server': repository,
      'repo-server-plaintext': true,
      'metrics-port': 0,
      'app-resync': 2,
      'app-resync-jitter': 0,
    },
    environment,
  })
  await programs.start({
    name: 'argocd-applicationset-controller',
    flags: {
      namespace: argoCdNamespace,
      'argocd-repo-server': repository,
      'repo-server-plaintext': true,
      'metrics-addr': 0,
      'probe-addr': 0,
      'webhook-addr': '127.0.0.1:0',
    },
    environment,
  })
}

async function waitForPort(programs: ProgramGroup, port: number, what: string): Promise<void> {
  await programs.until({ what, seconds: 60 }, async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect').finally(() => socket.destroy())
    return true
  })
}
