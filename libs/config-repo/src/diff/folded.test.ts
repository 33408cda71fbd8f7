import { describe, expect, it } from 'vitest'
import type { Difference, FieldChange, ObjectDifference } from './difference.ts'
import { foldDifference } from './fold.ts'
import { highlightsOf } from './highlights.ts'
import { diffMarkdown } from './markdown.ts'
import { diffText } from './text.ts'

function object(name: string, fields: FieldChange[], more: Partial<ObjectDifference> = {}): ObjectDifference {
  const common = { change: 'changed', apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop' } as const
  return { ...common, name, previousName: null, images: [], replicas: null, fields, manifest: null, ...more }
}

function difference(services: Record<string, ObjectDifference[]>, environment = 'staging'): Difference {
  const problems = { before: [], after: [] }
  const overlays = Object.entries(services).map(([service, objects]) => ({
    environment,
    service,
    change: 'changed' as const,
    problems,
    objects,
  }))
  return { overlays, same: 0, shared: [] }
}

const memory = (name: string, after: string): FieldChange => ({
  path: `spec.template.spec.containers[${name}].resources.limits.memory`,
  before: '256Mi',
  after,
})

const overlayOf = (name: string): ObjectDifference =>
  object(name, [memory('proxy', '1Gi')], {
    images: [{ container: name, before: null, after: `${name}:1` }],
  })

const template = (name: string, image: string) => ({ name, containers: [{ name: 'main', image }] })
const workflow = (first: string) => ({ spec: { templates: [template('a', first), template('b', 'two:1')] } })
const rule = (host: string) => ({ host, http: { paths: [{ path: '/', backend: { service: host } }] } })
const bytes = (value: number) => Buffer.alloc(300, value).toString('base64')

describe('foldDifference()', () => {
  it('says a change once that is the same but for the names of the services', () => {
    const names = ['orders', 'carts', 'web-shop']
    const { objects } = foldDifference(
      difference(Object.fromEntries(names.map((name) => [name, [object(name, [memory(name, '512Mi')])]]))),
    )
    expect(objects.map(({ overlays }) => overlays.map(({ service }) => service))).toEqual([names])
  })

  it('keeps apart what differs in a value, or in the name of something else', () => {
    const { objects } = foldDifference(
      difference({
        orders: [object('orders', [memory('orders', '512Mi')])],
        carts: [object('carts', [memory('carts', '1Gi')])],
        web: [object('web', [memory('proxy', '512Mi')])],
      }),
    )
    expect(objects).toHaveLength(3)
  })

  it('puts images, replicas and Secrets first, and says them nowhere else', () => {
    const images = [{ container: 'orders', before: 'a', after: 'b' }]
    const replicas = { before: 1, after: 2 }
    const fields = [
      { path: 'spec.template.spec.containers[orders].image', before: 'a', after: 'b' },
      { path: 'spec.replicas', before: 1, after: 2 },
    ]
    const folded = foldDifference(difference({ orders: [object('orders', fields, { images, replicas })] }))
    expect(folded.images).toMatchObject([{ change: { before: 'a', after: 'b' } }])
    expect(folded.replicas).toMatchObject([{ change: { before: '1', after: '2' } }])
    expect(folded.objects).toEqual([])
  })

  it('loses no image where an object has two containers of one name', () => {
    const { images } = highlightsOf(workflow('one:1'), workflow('one:2'))
    expect(images).toEqual([{ container: 'main', before: 'one:1', after: 'one:2' }])
    const field = { path: 'spec.containers[main].image', before: 'one:1', after: 'one:2' }
    expect(foldDifference(difference({ jobs: [object('jobs', [field])] })).objects).toHaveLength(1)
  })

  it('says once why many overlays cannot be rendered', () => {
    const problem = { code: 'x', message: 'wanted a map', file: 'base/a.yaml', line: 1, column: 1 }
    const broken = many(100).overlays.map((overlay) => ({
      ...overlay,
      problems: { before: [], after: [problem] },
    }))
    const folded = foldDifference({ overlays: broken, same: 0, shared: [] })
    expect(folded.broken.map(({ overlays }) => overlays.length)).toEqual([100])
    for (const text of [diffText, diffMarkdown].map((write) =>
      write({ overlays: broken, same: 0, shared: [] }),
    ))
      expect(text.match(/wanted a map/g)).toHaveLength(1)
  })

  it('says the rest once, also where the images differ', () => {
    const names = ['orders', 'carts']
    const folded = foldDifference(
      difference(Object.fromEntries(names.map((name) => [name, [overlayOf(name)]]))),
    )
    expect(folded.objects).toHaveLength(1)
  })
})

describe('diffText()', () => {
  it('shows of a long text the lines that differ, and no character that steers a terminal', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`)
    const field = {
      path: 'data.app',
      before: lines.join('\n'),
      after: lines.with(20, 'evil \u001b[31m\u202e').join('\n'),
    }
    const text = diffText(difference({ orders: [object('orders', [field])] }))
    expect(text).toContain('  -   line 20\n  +   evil \\u{1b}[31m\\u{202e}\n')
    expect(text).not.toContain('line 17\n')
  })

  it('shows of a long list the lines that differ, and of bytes how many they are', () => {
    const rules = ['a', 'b', 'c'].map((name) => rule(`${name}.example.test`))
    const text = diffText(
      difference({
        orders: [
          object('orders', [
            { path: 'spec.rules', before: rules, after: [...rules, rule('d.example.test')] },
            { path: 'binaryData["a.bin"]', before: bytes(1), after: bytes(2) },
          ]),
        ],
      }),
    )
    expect(text).toContain('+   - host: d.example.test')
    expect(text).not.toContain('a.example.test')
    expect(text.match(/300 bytes/g)).toHaveLength(2)
    expect(text).not.toContain('AQEB')
  })
})

describe('diffMarkdown()', () => {
  it.each([1, 50, 500, 3000])(
    'fits into a comment of GitHub with %i overlays, and says what it left out',
    (count) => {
      const text = diffMarkdown(many(count))
      expect(text.length).toBeLessThan(65_536)
      expect(/\*\*Cut here\*\*/.test(text)).toBe(count >= 500)
      expect(text.match(/<details/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0)
      expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0)
    },
  )

  it('keeps to the limit that it is given', () => {
    for (const limit of [400, 1000, 5000])
      expect(diffMarkdown(many(100), { limit }).length).toBeLessThan(limit)
  })

  it('lets no value end its block, and no name be a mention or a tag', () => {
    const evil = object('<img src=x>@admin', [{ path: 'data.a', before: 'x', after: '```\n</details> @all' }])
    const text = diffMarkdown(difference({ orders: [evil] }))
    expect(text).toContain('````diff')
    expect(text).not.toMatch(/<img|\w@admin|^@/m)
  })

  it('has names that somebody chose in code alone, where no mention and no link comes of them', () => {
    const some = difference(
      { '@team': [object('@all', [memory('x', '1Gi')], { kind: 'Secret' })] },
      'www.a.test',
    )
    const text = diffMarkdown({ ...some, shared: ['base/@user/#1.yaml'] })
    expect(text.replaceAll(/<code>.*?<\/code>|`+[^`]*`+/gs, '')).not.toMatch(/@|&#64;|www|#1/)
  })

  it('leaves room for the others when one object is very long', () => {
    const long = object('long', [
      { path: 'data.a', before: 'x', after: `${'y'.repeat(100_000)}\n`.repeat(9) },
    ])
    const text = diffMarkdown(difference({ orders: [long, object('short', [memory('proxy', '1Gi')])] }))
    expect(text).toContain('Deployment/short')
    expect(text).not.toContain('Cut here')
  })
})

function many(count: number): Difference {
  return difference(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => {
        const images = [{ container: 'main', before: `registry/a:${index}`, after: `registry/b:${index}` }]
        return [`s${index}`, [object(`s${index}`, [memory('proxy', `${index}Mi`)], { images })]]
      }),
    ),
  )
}
