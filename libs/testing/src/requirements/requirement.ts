import { execaSync } from 'execa'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findProgram } from './program-path.ts'

/** What a test may need beyond Node and Git. */
export type Requirement =
  | 'docker'
  | 'compose'
  | 'buildx'
  | 'buildkit'
  | 'registry'
  | 'testbed'
  | 'kustomize'
  | 'schemathesis'
  | 'cases'
  | 'go'
  | 'debootstrap'
  | 'nginx'
  | 'ssh-keygen'

/** How to find out whether a requirement is met, and what a person does to meet it. */
interface Check {
  isMet(): boolean
  enable: string
}

const root = path.resolve(import.meta.dirname, '../../../..')

/** Where upstream's own Kustomize cases lie, when somebody put them beside the repository. */
export const casesFile = path.resolve(root, '../shared/kustomize/cases/build.json')

const testbedPrograms = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
  'argocd-repo-server',
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'kustomize',
]

/** Every requirement by its name. */
export const requirements: Record<Requirement, Check> = {
  docker: {
    isMet: () => succeeds('docker', ['version', '--format', '{{.Server.Version}}']),
    enable: 'start a Docker engine',
  },
  compose: {
    isMet: () => findProgram('docker-compose') !== undefined || succeeds('docker', ['compose', 'version']),
    enable: 'install Compose v2, or run tools/testbed/build.sh DIR compose and set SLIPWAY_TESTBED=DIR',
  },
  buildx: {
    isMet: () => findProgram('docker-buildx') !== undefined,
    enable: 'run tools/testbed/build.sh DIR buildx and set SLIPWAY_TESTBED=DIR',
  },
  buildkit: {
    isMet: () =>
      ['buildkitd', 'runc'].every((name) => findProgram(name) !== undefined) && process.getuid?.() === 0,
    enable: 'be root, install runc, run tools/testbed/build.sh DIR buildkit and set SLIPWAY_TESTBED=DIR',
  },
  go: {
    isMet: () => findProgram('go') !== undefined,
    enable: 'install Go 1.25.5 or newer',
  },
  debootstrap: {
    isMet: () => findProgram('debootstrap') !== undefined && process.getuid?.() === 0,
    enable: 'be root on Debian and install debootstrap',
  },
  registry: {
    isMet: () => ['docker-registry', 'openssl'].every((name) => findProgram(name) !== undefined),
    enable: 'install docker-registry and openssl (Debian: apt-get install docker-registry openssl)',
  },
  testbed: {
    isMet: () => [...testbedPrograms, 'redis-server'].every((name) => findProgram(name) !== undefined),
    enable: 'install redis-server, run tools/testbed/build.sh DIR all and set SLIPWAY_TESTBED=DIR',
  },
  kustomize: {
    isMet: () => findProgram('kustomize') !== undefined,
    enable: 'run tools/testbed/build.sh DIR kustomize and set SLIPWAY_TESTBED=DIR',
  },
  schemathesis: {
    isMet: () => findProgram('schemathesis') !== undefined,
    enable:
      'pip install --requirement libs/testing/src/openapi/requirements.txt into a virtual environment on PATH',
  },
  nginx: {
    isMet: () => existsSync('/usr/sbin/nginx'),
    enable: 'install nginx (Debian: apt-get install nginx)',
  },
  'ssh-keygen': {
    isMet: () => findProgram('ssh-keygen') !== undefined,
    enable: "install OpenSSH's client (Debian: apt-get install openssh-client)",
  },
  cases: {
    isMet: () => existsSync(casesFile),
    enable: `put upstream's cases at ${path.relative(root, casesFile)}`,
  },
}

function succeeds(program: string, args: string[]): boolean {
  return execaSync(program, args, { reject: false, timeout: 60_000 }).exitCode === 0
}
