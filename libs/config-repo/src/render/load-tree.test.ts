import { openRepository } from '@slipway/git'
import { git, gitEnvironment, temporaryDirectory, writeFiles } from '@slipway/testing'
import { build } from 'kustomize-ts'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { gitSource, tipSource, type FileSource } from './file-source.ts'
import type { FileTree } from './file-tree.ts'
import { loadTree } from './load-tree.ts'
import { Renderer } from './renderer.ts'

const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: b}\n`
const files = {
  'overlays/staging/orders/kustomization.yaml': `resources: [../../../base/orders, own.yaml]
components: [../../../components/one]
transformers: [../../../transformers/labels, inline]
patches: [{path: patches/deep/patch.yaml}]
configMapGenerator: [{name: files, files: [sub/app.conf], envs: [sub/app.env]}]
`,
  'overlays/staging/orders/own.yaml': map('own'),
  'overlays/staging/orders/inline/kustomization.yaml': 'resources: [patch.yaml]\n',
  'overlays/staging/orders/inline/patch.yaml': `apiVersion: builtin
kind: PatchTransformer
metadata: {name: patch}
path: text.yaml
target: {kind: ConfigMap, name: base}
`,
  'overlays/staging/orders/text.yaml': '- {op: add, path: /data/c, value: d}\n',
  'overlays/staging/orders/patches/deep/patch.yaml': map('base').replace('b}', 'patched}'),
  'overlays/staging/orders/sub/app.conf': 'x=1\n',
  'overlays/staging/orders/sub/app.env': 'Y=2\n',
  'overlays/staging/orders/notes.md': 'never read\n',
  'base/orders/kustomization.yml': 'resources: [../linked]\n',
  'base/real/kustomization.yaml': 'resources: [map.yaml]\n',
  'components/one/Kustomization':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [c.yaml]\n',
  'components/one/c.yaml': map('component'),
  'transformers/labels/kustomization.yaml': 'resources: [labels.yaml]\n',
  'transformers/labels/labels.yaml': `apiVersion: builtin
kind: LabelTransformer
metadata: {name: labels}
labels: {team: shop}
fieldSpecs: [{path: metadata/labels, create: true}]
`,
}

describe('loadTree()', () => {
  let directory: string

  beforeAll(async () => {
    directory = await temporaryDirectory()
    await writeFiles(directory, { ...files, 'base/maps/map.yaml': map('base') })
    await symlink('real', path.join(directory, 'base/linked'))
    await writeFiles(directory, { 'base/real/inner.yaml': map('base') })
    await symlink('inner.yaml', path.join(directory, 'base/real/map.yaml'))
    await git(directory, 'init', '--quiet', '--initial-branch=main')
    await git(directory, 'add', '--all')
    await git(directory, 'commit', '--quiet', '--message=Start')
  })

  it('brings what a build from the disk reads, through links, plugins and components, level by level', async () => {
    const questions: number[] = []
    const source = counted(
      gitSource(await openRepository(directory, { env: gitEnvironment }), 'HEAD'),
      questions,
    )
    const tree = await loadTree(source, ['overlays/staging/orders'])
    const rendering = new Renderer(tree).render('overlays/staging/orders')
    expect(rendering.problems).toEqual([])
    const onDisk = build(path.join(directory, 'overlays/staging/orders'))
    expect(rendering.yaml).toBe(onDisk.yaml)
    expect(rendering.files).toEqual(onDisk.files.map((file) => path.relative(directory, file)))
    expect(loaded(tree)).not.toContain('components/one/unused.yaml')
    expect(questions.length).toBeLessThan(10)
  })

  it('brings nothing of what is not reached', async () => {
    const tree = await loadTree(gitSource(await openRepository(directory, { env: gitEnvironment }), 'HEAD'), [
      'base/real',
    ])
    expect(loaded(tree)).toEqual([
      'base/linked',
      'base/real/inner.yaml',
      'base/real/kustomization.yaml',
      'base/real/map.yaml',
    ])
  })

  it('reads a tip, which lists folders one by one', async () => {
    const texts: Record<string, string> = {
      ...files,
      'base/linked/kustomization.yaml': 'resources: [map.yaml]\n',
      'base/linked/map.yaml': map('base'),
    }
    const listed: string[] = []
    const source = tipSource({
      async list(folders) {
        listed.push(...folders)
        return Object.keys(texts).filter((file) =>
          folders.some((folder) => file === folder || file.startsWith(`${folder}/`)),
        )
      },
      read: async (paths) =>
        new Map(paths.flatMap((file) => (file in texts ? [[file, texts[file] ?? '']] : []))),
    })
    const rendering = new Renderer(await loadTree(source, ['overlays/staging/orders'])).render(
      'overlays/staging/orders',
    )
    expect(rendering.problems).toEqual([])
    expect(rendering.yaml).toBe(build(path.join(directory, 'overlays/staging/orders')).yaml)
    expect(listed).not.toContain('')
  })
})

function counted(source: FileSource, questions: number[]): FileSource {
  return {
    ...source,
    read(asked) {
      questions.push(asked.length)
      return source.read(asked)
    },
  }
}

function loaded(tree: FileTree): string[] {
  return [...tree.files].flatMap(([file, { content }]) => (content === undefined ? [] : [file])).toSorted()
}
