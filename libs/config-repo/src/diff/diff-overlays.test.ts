import { describe, expect, it } from 'vitest'
import { serviceFiles } from '../generate/service-files.ts'
import { fileOf, FileTree } from '../render/file-tree.ts'
import { overlaysAmong } from '../render/overlay-name.ts'
import { readSettings } from '../settings/settings.ts'
import { digest } from '../testing/world.ts'
import type { Difference } from './difference.ts'
import { diffChange } from './diff-change.ts'
import { diffOverlays } from './diff-overlays.ts'
import { diffMarkdown } from './markdown.ts'
import { diffText } from './text.ts'

const settings = readSettings(
  'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n  - name: production\n',
)
const files = Object.assign(
  {},
  ...['orders', 'carts'].map((name) => serviceFiles({ ...settings, name, port: 3000 })),
) as Record<string, string>
const start = treeOf(files)
const deployment = 'base/orders/deployment.yaml'
const overlay = 'overlays/production/orders/kustomization.yaml'

function treeOf(texts: Record<string, string>): FileTree {
  return new FileTree(
    '',
    Object.entries(texts).map(([path, text]) => [path, fileOf(text)]),
  )
}

function diff(after: FileTree, before = start): Difference {
  const paths = [...before.files.keys(), ...after.files.keys()]
  return diffOverlays(before, after, overlaysAmong(paths))
}

function edit(path: string, from: string | RegExp, to: string, tree = start): FileTree {
  const text = Buffer.from(tree.files.get(path)?.content ?? []).toString()
  expect(text).toMatch(from)
  return tree.with({ [path]: text.replace(from, to) })
}

function linkTo(target: string): FileTree {
  const tree = edit(overlay, '../../../base/orders', '../../../base/link')
  tree.set('base/link', { id: target, isLink: true, content: Buffer.from(target) })
  return tree
}

function fileTo(target: string): FileTree {
  const tree = edit('base/orders/kustomization.yaml', 'deployment.yaml', 'linked.yaml')
  tree.set('base/orders/linked.yaml', { id: target, isLink: true, content: Buffer.from(target) })
  return tree
}

const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\ndata: {${data}}\n`

describe('diffOverlays()', () => {
  it('finds nothing where only comments, layout and files that nobody refers to differ', () => {
    const after = edit(deployment, /^/, '# more\n\n').with({ 'base/orders/notes.md': 'x', 'README.md': 'y' })
    expect(diff(after)).toEqual({ overlays: [], same: 4, shared: [] })
  })

  it('tells each field, with the images and replicas apart', () => {
    const image = `images:\n  - name: orders\n    newName: ghcr.io/acme/orders\n    digest: ${digest('a')}\n`
    const after = edit(overlay, /images:[^]*$/, image).with({
      'overlays/production/orders/replicas.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  replicas: 7\n',
    })
    const { overlays, same } = diff(after)
    expect(same).toBe(3)
    expect(overlays).toMatchObject([
      {
        environment: 'production',
        service: 'orders',
        change: 'changed',
        objects: [
          {
            kind: 'Deployment',
            name: 'orders',
            images: [{ container: 'orders', after: `ghcr.io/acme/orders@${digest('a')}` }],
            replicas: { after: 7 },
          },
        ],
      },
    ])
    expect(overlays[0]?.objects[0]?.fields.map(({ path }) => path)).toEqual([
      'spec.replicas',
      'spec.template.spec.containers[orders].image',
    ])
  })

  it('names a base that several environments share', () => {
    const { overlays, shared } = diff(edit(deployment, 'cpu: 100m', 'cpu: 110m'))
    expect(overlays.map(({ environment }) => environment)).toEqual(['production', 'staging'])
    expect(shared).toEqual([deployment])
  })

  it('tells objects and overlays that come and go', () => {
    const bare = 'apiVersion: v1\nkind: Service\nmetadata: {name: more}\n'
    const added = edit('base/orders/kustomization.yaml', 'resources:', 'resources:\n  - more.yaml').with({
      'base/orders/more.yaml': bare,
    })
    expect(diff(added).overlays[0]?.objects).toMatchObject([
      { change: 'added', kind: 'Service', name: 'more' },
    ])
    expect(diff(start, added).overlays[0]?.objects).toMatchObject([{ change: 'removed', name: 'more' }])
    const gone = start.with({ [overlay]: null })
    expect(diff(gone).overlays).toMatchObject([{ environment: 'production', change: 'removed' }])
    expect(diff(start, gone).overlays).toMatchObject([{ environment: 'production', change: 'added' }])
  })

  it('takes a generated config map of another hash for the same one', () => {
    const [user, object, ...others] =
      diff(edit(overlay, 'LOG_LEVEL=info', 'LOG_LEVEL=debug')).overlays[0]?.objects ?? []
    expect(others).toEqual([])
    expect(user).toMatchObject({ change: 'changed', kind: 'Deployment' })
    expect(object).toMatchObject({
      change: 'changed',
      kind: 'ConfigMap',
      previousName: expect.stringMatching(/^orders-config-/),
    })
    expect(object?.fields).toMatchObject([
      { path: 'data.LOG_LEVEL', before: 'info', after: 'debug' },
      { path: 'metadata.name' },
    ])
  })

  it('never has a value of a Secret, whatever becomes of it, and still says which keys changed', () => {
    const [one, other] = ['c2VjcmV0LW9uZQ==', 'c2VjcmV0LXR3bw==']
    const withSecret = (data: string, tree = start) =>
      edit(overlay, 'resources:', 'resources:\n  - db.yaml', tree).with({
        'overlays/production/orders/db.yaml': secret(data),
      })
    const before = withSecret(`password: ${one}, user: ${one}`)
    const steps = [
      diff(before),
      diff(start, before),
      diff(withSecret(`password: ${other}, user: ${one}`), before),
      diff(edit('overlays/production/orders/db.yaml', /data: .*/, 'data: [', before), before),
      diff(
        edit('overlays/production/orders/db.yaml', /data: .*/, `stringData: {password: ${other}}`, before),
        before,
      ),
    ]
    for (const step of steps) {
      const texts = [JSON.stringify(step), diffText(step), diffMarkdown(step)].join('')
      expect(texts).not.toMatch(/c2VjcmV0|secret-(one|two)/)
    }
    expect(steps[2]?.overlays[0]?.objects[0]?.fields.map(({ path }) => path)).toEqual(['data.password'])
    expect(diffText(steps[2] as Difference)).toContain('~ Secret/db in production/orders')
  })

  it('says what cannot be rendered, and shows the others', () => {
    const broken = edit(overlay, 'resources:', 'resources:\n  - missing.yaml')
    const { overlays } = diff(edit(deployment, 'cpu: 100m', 'cpu: 110m', broken))
    expect(overlays).toMatchObject([
      {
        environment: 'production',
        objects: [],
        problems: { before: [], after: [{ code: 'file-not-found', file: overlay }] },
      },
      { environment: 'staging', problems: { after: [] } },
    ])
    expect(overlays[1]?.objects).toHaveLength(1)
  })

  it('follows links inside of the repository, and refuses one that leads out of it', () => {
    expect(diff(linkTo('orders')).overlays).toEqual([])
    const heavier = Object.entries(files).filter(([path]) => path.startsWith('base/orders/'))
    const copy = (tree: FileTree) =>
      tree.with(
        Object.fromEntries(
          heavier.map(([path, text]) => [
            path.replace('orders', 'heavy'),
            text.replace('cpu: 100m', 'cpu: 1'),
          ]),
        ),
      )
    expect(diff(copy(linkTo('heavy')), copy(linkTo('orders'))).overlays).toMatchObject([
      { service: 'orders', problems: { after: [] } },
    ])
    expect(diff(fileTo('deployment.yaml')).overlays).toEqual([])
    const [refused] = diff(fileTo('../../../../etc/passwd')).overlays
    expect(refused?.problems.after[0]?.message).toMatch(/leads out of the repository/)
  })
})

describe('diffChange()', () => {
  it('tells what new files on a tip would do, and asks for nothing that the overlay does not need', async () => {
    const asked: string[] = []
    const tip = {
      list: async (paths: readonly string[]) =>
        Object.keys(files).filter((file) =>
          paths.some((name) => file === name || file.startsWith(`${name}/`)),
        ),
      read: async (paths: readonly string[]) => {
        asked.push(...paths)
        return new Map(paths.map((name) => [name, files[name] ?? '']))
      },
    }
    const change = { [overlay]: (files[overlay] ?? '').replace('LOG_LEVEL=info', 'LOG_LEVEL=debug') }
    const { overlays } = await diffChange(tip, change, [{ environment: 'production', service: 'orders' }])
    expect(overlays[0]?.objects.map(({ kind }) => kind)).toEqual(['Deployment', 'ConfigMap'])
    expect(asked.filter((name) => !/(base|production)\/orders/.test(name))).toEqual([])
  })
})
