import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { build, createBuilder, type BuildOptions } from './build.ts'
import { KustomizeError } from './kustomize-error.ts'
import type { FileReader } from './reader/file-reader.ts'
import { configMap, deployment, readerOf } from './testing/render.ts'

const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {team: b}}\n'
const operations = '- {op: add, path: /spec/replicas, value: 2}\n'

/** Overlays that share bases, a component and files. The last one is in the base of its base, which is a cycle there alone. */
const tree: Readonly<Record<string, string>> = {
  'root/kustomization.yaml': 'resources: [web.yaml]\ncommonLabels: {team: a}\n',
  'root/web.yaml': deployment,
  'base/kustomization.yaml':
    'resources: [../root]\nconfigMapGenerator: [{name: settings, envs: [.env], files: [a.txt]}]\n',
  'base/.env': 'A=1\n',
  'base/a.txt': 'text',
  'extra/kustomization.yaml':
    'kind: Component\nresources: [map.yaml]\npatches: [{path: operations.yaml, target: {kind: Deployment}}]\n',
  'extra/map.yaml': configMap.replace('settings', 'more'),
  'extra/operations.yaml': operations,
  'dev/kustomization.yaml':
    'resources: [../base]\ncomponents: [../extra]\npatches: [{path: patch.yaml}]\nnamespace: dev\n',
  'dev/patch.yaml': patch,
  'live/kustomization.yaml': 'resources: [../base]\npatchesStrategicMerge: [patch.yaml]\nnamePrefix: live-\n',
  'live/patch.yaml': patch.replace('team: b', 'team: c'),
  'traced/kustomization.yaml': 'resources: [../base]\nbuildMetadata: [originAnnotations]\n',
  'root/below/kustomization.yaml': 'resources: [../../base]\n',
}
const folders = ['dev', 'live', 'traced', 'base', 'root/below'].map((folder) => `/repo/${folder}`)

/** Reads from an object that tests change. */
function changingReader(files: Readonly<Record<string, string>>): FileReader {
  return {
    readFile: (path) => readerOf(files).readFile(path),
    kind: (path) => readerOf(files).kind(path),
    realPath: (path) => readerOf(files).realPath(path),
  }
}

/** All that a build says, also when it fails. */
function outcome(action: () => ReturnType<typeof build>): unknown {
  try {
    const { yaml, files, warnings, resources } = action()
    return { yaml, files, warnings, resources: resources.map(({ object, origin }) => ({ object, origin })) }
  } catch (error) {
    if (error instanceof KustomizeError) return { problems: error.problems, files: error.files }
    throw error
  }
}

function outcomesOf(options: BuildOptions): unknown[] {
  return folders.map((folder) => outcome(() => build(folder, options)))
}

describe('createBuilder()', () => {
  it('reads a shared file once and gives the same result each time', () => {
    const reader = readerOf(tree)
    let reads = 0
    const counting = { ...reader, readFile: (path: string) => (reads++, reader.readFile(path)) }
    const builder = createBuilder({ read: counting })
    const first = builder.build('/repo/live')
    const readsOfFirst = reads
    builder.build('/repo/root')
    expect(reads).toBe(readsOfFirst)
    const second = builder.build('/repo/live')
    expect(second.yaml).toBe(first.yaml)
    expect(second.files).toEqual(first.files)
  })

  it('gives for each folder what a build on its own gives, in any order and again', () => {
    const read = readerOf(tree)
    const expected = outcomesOf({ read })
    for (const order of [folders, folders.toReversed()]) {
      const builder = createBuilder({ read })
      for (const folder of [...order, ...order]) {
        expect(outcome(() => builder.build(folder))).toEqual(expected[folders.indexOf(folder)])
      }
    }
  })

  const changes: [path: string, text: string | undefined][] = [
    ...Object.entries(tree).map(([path, text]): [string, string] => [path, `${text}\n# changed\n`]),
    ...Object.keys(tree).map((path): [string, undefined] => [path, undefined]),
    ['root/web.yaml', deployment.replace('nginx:1', 'nginx:2')],
    ['root/kustomization.yaml', 'resources: [web.yaml]\ncommonLabels: {team: z}\n'],
    ['base/.env', 'A=2\n'],
    ['base/a.txt', 'other'],
    ['extra/operations.yaml', operations.replace('2', '3')],
    ['extra/kustomization.yaml', 'resources: [map.yaml]\n'],
    ['dev/patch.yaml', patch.replace('team: b', 'team: d')],
    ['base/Kustomization', 'namespace: x\n'],
    ['extra/kustomization.yml', 'kind: Component\n'],
  ]

  it.each(changes)('sees a change of %s once it has to forget it', (path, text) => {
    const files: Record<string, string> = { ...tree }
    const read = changingReader(files)
    const builder = createBuilder({ read })
    for (const folder of folders) outcome(() => builder.build(folder))
    if (text === undefined) delete files[path]
    else files[path] = text
    builder.forget([`/repo/${path}`])
    expect(folders.map((folder) => outcome(() => builder.build(folder)))).toEqual(outcomesOf({ read }))
  })

  it('keeps what does not depend on the changed file', () => {
    const read = readerOf(tree)
    const builder = createBuilder({ read })
    const before = folders.slice(0, 4).map((folder) => builder.build(folder))
    builder.forget(['/repo/dev/patch.yaml', '/repo/live/unrelated.yaml', '/repo/extra/kustomization.yaml'])
    const after = folders.slice(0, 4).map((folder) => builder.build(folder))
    expect(after.map((result, index) => result === before[index])).toEqual([false, true, true, true])
  })

  it('forgets everything when no path is named', () => {
    const files: Record<string, string> = { ...tree }
    const builder = createBuilder({ read: changingReader(files) })
    builder.build('/repo/live')
    files['root/web.yaml'] = deployment.replace('nginx:1', 'nginx:2')
    builder.forget()
    expect(builder.build('/repo/live').yaml).toContain('nginx:2')
  })

  it('sees that a link leads elsewhere, and a change of what it leads to, by either path', async () => {
    const root = await temporaryDirectory()
    await writeFiles(root, {
      'one/kustomization.yaml': 'resources: [map.yaml]\n',
      'one/map.yaml': configMap,
      'two/kustomization.yaml': 'resources: [map.yaml]\nnamePrefix: second-\n',
      'two/map.yaml': configMap,
      'app/kustomization.yaml': 'resources: [../link, other.yaml]\n',
      'app/real.yaml': deployment,
    })
    await symlink(join(root, 'one'), join(root, 'link'))
    await symlink('real.yaml', join(root, 'app/other.yaml'))
    const app = join(root, 'app')
    const builder = createBuilder()
    const rebuild = (path: string) => {
      builder.forget([join(root, path)])
      return builder.build(app).yaml
    }
    expect(builder.build(app).yaml).toBe(build(app).yaml)
    await rm(join(root, 'link'))
    await symlink(join(root, 'two'), join(root, 'link'))
    expect(rebuild('link')).toContain('name: second-settings')
    await writeFile(join(root, 'two/map.yaml'), configMap.replace('value', 'changed'))
    expect(rebuild('two/map.yaml')).toContain('key: changed')
    await writeFile(join(root, 'app/real.yaml'), deployment.replace('nginx:1', 'nginx:2'))
    expect(rebuild('app/other.yaml')).toContain('nginx:2')
    await rename(join(root, 'one'), join(root, 'gone'))
    expect(rebuild('one')).toBe(build(app).yaml)
  })
})
