import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { describeWith, programPath, readFiles, temporaryDirectory, writeFiles } from '@slipway/testing'
import { beforeAll, expect, it } from 'vitest'

import { diskEnvironment } from '../testing/disk-environment.ts'
import { configMap, deployment } from '../testing/render.ts'
import { runCommand } from './run-command.ts'

const namespaced = (name: string) => configMap.replace('name:', `namespace: ${name}\n  name:`)
const clusterRole =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: all:of:it\n'

const files = {
  'kustomization.yaml': 'resources: [app]\n',
  'app/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
  'app/a.yaml': configMap,
  'app/b.yaml': `${deployment}---\n${clusterRole}`,
  'several/kustomization.yaml': 'resources: [a.yaml, b.yaml, ../app]\n',
  'several/a.yaml': namespaced('One'),
  'several/b.yaml': namespaced('two').replace('key: value', 'key: "1e3"'),
  'deprecated/kustomization.yaml': 'bases: [../app]\ncommonLabels: {a: b}\n',
  'sorted/kustomization.yaml': 'resources: [../app]\nsortOptions: {order: fifo}\n',
  'outside/kustomization.yaml': 'resources: [../app/a.yaml]\n',
  'unknown/kustomization.yaml': 'resource: [a.yaml]\n',
  'nothing/readme.md': '',
  'empty/kustomization.yaml': '',
  'helm/kustomization.yaml': 'helmCharts: [{name: a, repo: "https://127.0.0.1:1"}]\n',
}

const restrictions = ['LoadRestrictionsNone', 'LoadRestrictionsRootOnly', 'none', 'x', '']

const folders =
  'app,app/,./app,several,deprecated,sorted,outside,unknown,nothing,empty,helm,nope,-,,app/a.yaml,--,file:///nope/nope.git'

/** Lists of arguments; what both commands print and how they exit must be the same. */
const calls: readonly (readonly string[])[] = [
  ['build'],
  ...folders.split(',').map((folder) => ['build', folder]),
  ...restrictions.flatMap((value) => [
    ['build', 'outside', '--load-restrictor', value],
    ['build', `--load-restrictor=${value}`, 'outside'],
  ]),
  ...['none', 'legacy', 'x', ''].flatMap((value) => [
    ['build', 'app', '--reorder', value],
    ['build', 'sorted', `--reorder=${value}`],
  ]),
  ['build', 'app', '--reorder'],
  ['build', 'app', '--enable-managedby-label'],
  ['build', 'app', '--enable-managedby-label=false'],
  ['build', 'app', '--enable-alpha-plugins', '--enable-exec', '--as-current-user', '--network'],
  ['build', '--network-name', 'x', 'app', '--mount', 'a', '--mount=b', '-e', 'A=B', '-eC=D', '--env=E'],
  ['build', '--enable-helm', '--helm-command', 'helm', '--helm-debug', '--helm-kube-version', '1', 'app'],
  ['build', '--helm-api-versions', 'a', '--helm-api-versions=b', 'app'],
  ['build', '--network=x', 'app'],
  ['build', '--network=T', 'app'],
  ['build', '--network', 'false'],
  ['build', '--enable-star', 'app'],
  ['build', '--nope', 'app'],
  ['build', '-x', 'app'],
  ['build', '-o'],
  ['build', '--output'],
  ['build', 'app', '--', '--nope'],
  ['build', '--', 'app'],
  ['build', 'app', 'several'],
  ['build', 'app', '--stack-trace'],
  ['--stack-trace', 'build', 'app'],
  ['--stack-trace=x', 'build', 'app'],
  ['build', 'app', '-o', 'no/such/folder/file'],
  ['version'],
  ['version', 'a', 'b'],
  ['version', '--short'],
  ['version', '--short', '-o', 'json'],
  ['version', '-oxml'],
  ['version', '--nope'],
  ['nope'],
  ['buidl', 'app'],
  ['--nope'],
  ['--nope', 'x', 'build', 'app'],
  ['-x', 'build', 'app'],
]

/** Ways to ask for help, whose text is not the original's. */
const helped = [
  [],
  ['help'],
  ['help', 'build'],
  ['help', 'nope'],
  ['-h'],
  ['build', '-h'],
  ['build', '--help=x'],
]

/** Outputs that are compared as files. */
const outputs = [
  ['app', '-o', 'file'],
  ['app', '-ofile'],
  ['app', '-o=file'],
  ['--output=file', 'app'],
  ['app', '-o', 'folder'],
  ['several', '--output', 'folder'],
  ['app', '-o', ''],
]

interface Outcome {
  readonly stdout: string
  readonly exitCode: number
}

describeWith(['kustomize'], 'The kustomize command', () => {
  let root: string
  beforeAll(async () => {
    root = await makeRoot()
  })

  it.each(calls.map((args) => [args]))('prints and exits as this one for %j', async (args) => {
    expect(await ours(root, args)).toEqual(await original(root, args))
  })

  it.each(helped.map((args) => [args]))('helps where this one does for %j', async (args) => {
    const [own, wanted] = [await ours(root, args), await original(root, args)]
    expect(own.exitCode).toBe(wanted.exitCode)
    expect(own.stdout === '').toBe(wanted.stdout === '')
  })

  it.each(outputs.map((args) => [args]))('writes the files that this one writes for %j', async (args) => {
    const [own, wanted] = [await makeRoot(), await makeRoot()]
    expect(await ours(own, ['build', ...args])).toEqual(await original(wanted, ['build', ...args]))
    expect(await readFiles(own)).toEqual(await readFiles(wanted))
  })
})

async function makeRoot(): Promise<string> {
  const folder = await temporaryDirectory()
  await writeFiles(folder, files)
  await mkdir(join(folder, 'folder'))
  return folder
}

async function ours(folder: string, args: readonly string[]): Promise<Outcome> {
  const { stdout, exitCode } = await runCommand(args, diskEnvironment(folder))
  return { stdout, exitCode }
}

function original(folder: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(programPath('kustomize'), args, { cwd: folder }, (_error, stdout) => {
      resolve({ stdout, exitCode: child.exitCode ?? -1 })
    })
  })
}
