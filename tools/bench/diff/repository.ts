import { execa } from 'execa'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { writeRepository } from '../kustomize/repository.ts'

/** A change to look at: the branch that has it, and how many overlays it reaches. */
export interface Case {
  readonly what: string
  readonly branch: string
  readonly differing: (services: number) => number
}

/** What is measured. */
export const cases: readonly Case[] = [
  { what: 'one base of all', branch: 'component', differing: (services) => 3 * services },
  { what: 'every base', branch: 'bases', differing: (services) => 3 * services },
  { what: 'one overlay', branch: 'overlay', differing: () => 1 },
  { what: 'nothing', branch: 'readme', differing: () => 0 },
]

const settings =
  'registry: registry.example/acme\nenvironments:\n  - name: dev\n  - name: staging\n  - name: production\n'

/** Makes a clone of a config repo with a branch for each case. */
export async function createRepository(directory: string, services: number): Promise<void> {
  await writeRepository(directory, services)
  await writeFile(path.join(directory, 'slipway.yaml'), settings)
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await commitAll(directory)
  const names = Array.from({ length: services }, (_, index) => `base/service-${index}/deployment.yaml`)
  await branch(directory, 'bases', names, 'memory: 64Mi', 'memory: 72Mi')
  await branch(
    directory,
    'component',
    ['components/probes/probes.yaml'],
    'periodSeconds: 5',
    'periodSeconds: 6',
  )
  await branch(
    directory,
    'overlay',
    ['overlays/staging/service-0/deployment.patch.yaml'],
    'memory: 512Mi',
    'memory: 1Gi',
  )
  await branch(directory, 'readme', ['base/service-0/service.yaml'], 'apiVersion', '# A comment\napiVersion')
}

async function branch(
  directory: string,
  name: string,
  files: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  await git(directory, 'switch', '--quiet', '--create', name, 'main')
  for (const file of files) {
    const place = path.join(directory, file)
    await writeFile(place, (await readFile(place, 'utf8')).replace(from, to))
  }
  await commitAll(directory)
}

async function commitAll(directory: string): Promise<void> {
  await git(directory, 'add', '--all')
  await git(
    directory,
    '-c',
    'user.name=Bench',
    '-c',
    'user.email=bench@example.test',
    'commit',
    '--quiet',
    '-m',
    'x',
  )
}

async function git(directory: string, ...args: string[]): Promise<void> {
  await execa('git', args, { cwd: directory })
}
