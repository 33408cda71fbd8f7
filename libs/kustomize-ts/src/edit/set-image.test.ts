import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImages } from './read-images.ts'
import { setImage } from './set-image.ts'

const digest = `sha256:${'a'.repeat(64)}`

describe('setImage()', () => {
  it('puts a digest in the place of a tag, and keeps comments next to other entries', () => {
    const text = `# head
images:   # what runs
  - name: web # front
    newName: "ghcr.io/acme/web"
    newTag: "1.0"   # pinned

  # the back
  - name: api
    newTag: v2
patches: []
`
    expect(setImage(text, { name: 'web', digest })).toBe(text.replace('newTag: "1.0"', `digest: "${digest}"`))
  })

  it('changes no byte when the entry says it already', () => {
    const text = `images: [ {name: 'web',digest:   ${digest}} ]`
    expect(setImage(text, { name: 'web', digest })).toBe(text)
  })

  it('adds an entry with the indentation of the others', () => {
    const text = 'images:\n    - name: api\n      newTag: v2 # two\n\n# end\n'
    expect(setImage(text, { name: 'web', newName: 'x/web', digest })).toBe(
      `images:\n    - name: api\n      newTag: v2 # two\n    - name: web\n      newName: x/web\n      digest: ${digest}\n\n# end\n`,
    )
  })

  it.each([
    ['resources:\n- a.yaml', `resources:\n- a.yaml\nimages:\n- name: web\n  newTag: "1.0"`],
    ['resources:\n  - a.yaml\n', `resources:\n  - a.yaml\nimages:\n  - name: web\n    newTag: "1.0"\n`],
    ['# nothing\r\n', `# nothing\r\nimages:\r\n- name: web\r\n  newTag: "1.0"\r\n`],
    ['', `images:\n- name: web\n  newTag: "1.0"\n`],
    ['images:\nnamespace: a\n', 'images: [{"name": "web", "newTag": "1.0"}]\nnamespace: a\n'],
    ['images: # none\n', 'images: [{"name": "web", "newTag": "1.0"}] # none\n'],
    ['images: []\n', 'images: [{"name": "web", "newTag": "1.0"}]\n'],
    ['{"resources": ["a"]}\n', '{"resources": ["a"], "images": [{"name": "web", "newTag": "1.0"}]}\n'],
    ['{}', '{"images": [{"name": "web", "newTag": "1.0"}]}'],
    ['---\nnamespace: a\n...\n', '---\nnamespace: a\nimages:\n- name: web\n  newTag: "1.0"\n...\n'],
  ])('adds what is missing to %j', (text, expected) => {
    expect(setImage(text, { name: 'web', newTag: '1.0' })).toBe(expected)
  })

  it.each([
    ['images: [{name: web, newTag: v1}]', `images: [{name: web, digest: ${digest}}]`],
    ['images: [{name: web}]', `images: [{name: web, digest: ${digest}}]`],
    ['{"images":[{"newTag":"v1","name":"web"}]}', `{"images":[{"digest": "${digest}","name":"web"}]}`],
    ['images:\n- name: web\n', `images:\n- name: web\n  digest: ${digest}\n`],
    ['images:\n- digest:\n  name: web\n', `images:\n- digest: ${digest}\n  name: web\n`],
    ['images:\n- name: web\n  digest: ~\n', `images:\n- name: web\n  digest: ${digest}\n`],
    [
      `images:\n- name: web\n  newTag: v1\n  digest: sha256:b\n`,
      `images:\n- name: web\n  digest: ${digest}\n`,
    ],
    [`images:\n- newTag: v1\n  name: web\n  digest: b\n`, `images:\n- name: web\n  digest: ${digest}\n`],
    [`images: [{newTag: v1, name: web, digest: b}]`, `images: [{name: web, digest: ${digest}}]`],
    [`images: [{name: web, newTag: v1, digest: b}]`, `images: [{name: web, digest: ${digest}}]`],
    [
      'images:\n- name: web\n  newTag: |-\n    v1\nx: y\n',
      `images:\n- name: web\n  digest: ${digest}\nx: y\n`,
    ],
  ])('sets the digest in %j', (text, expected) => {
    expect(setImage(text, { name: 'web', digest })).toBe(expected)
  })

  it('refuses two entries of one name, what is no YAML, and a value that an alias repeats', () => {
    const codes = [
      'images:\n- name: web\n- name: web\n',
      'images: [',
      `images:\n- name: web\n  newTag: &v v1\n- name: api\n  newTag: *v\n`,
    ].map((text) => codeOf(() => setImage(text, { name: 'web', digest })))
    expect(codes).toEqual(['name-conflict', 'invalid-yaml', 'unsupported'])
  })

  it('gives the new value and leaves every other line, whatever the text looks like', () => {
    fc.assert(
      fc.property(kustomizations(), fc.constantFrom(...names), version(), (text, name, wanted) => {
        const before = readImages(text)
        const after = setImage(text, { name, ...wanted })
        expect(readImages(after).find((image) => image.name === name)).toMatchObject(wanted)
        expect(readImages(after).filter((image) => image.name !== name)).toEqual(
          before.filter((image) => image.name !== name),
        )
        expect(setImage(after, { name, ...wanted })).toBe(after)
        const old = before.find((image) => image.name === name)
        const same = old?.digest === wanted.digest && old?.newTag === wanted.newTag
        expect(after === text).toBe(same)
        const others = linesWithout(text, name)
        expect(linesOf(after).filter((line) => others.includes(line))).toEqual(others)
      }),
      { numRuns: 500 },
    )
  })
})

const names = ['web', 'api', 'db']

function version(): fc.Arbitrary<{ newTag?: string; digest?: string }> {
  return fc.oneof(
    fc.constantFrom('1.0', 'v2', 'true', '1e3', 'null', '0x1', 'on', '1_0').map((newTag) => ({ newTag })),
    fc.constantFrom('a', 'b').map((letter) => ({ digest: `sha256:${letter.repeat(64)}` })),
  )
}

/** Kustomizations with entries in any order of fields, in block and flow style, with comments, quotes and CRLF. */
function kustomizations(): fc.Arbitrary<string> {
  const field = fc.record({
    key: fc.constantFrom('newName', 'newTag', 'digest'),
    value: fc.constantFrom('x/y', '"1.0"', "'v1'", `sha256:${'a'.repeat(64)}`, '', '~'),
    comment: fc.constantFrom('', ' # why'),
  })
  const entry = fc.record({
    fields: fc.uniqueArray(field, { selector: ({ key }) => key }),
    nameAt: fc.nat(3),
    flow: fc.boolean(),
    above: fc.constantFrom('', '# above\n', '\n'),
  })
  return fc
    .record({
      order: fc.shuffledSubarray(names),
      entries: fc.array(entry, { minLength: 3, maxLength: 3 }),
      indent: fc.constantFrom('', '  ', '    '),
      head: fc.constantFrom('', '# head\n', 'namespace: a\n', 'resources:\n  - b\n'),
      tail: fc.constantFrom('', '\n# tail\n', 'patches: []\n', 'configurations:\n- c # d\n'),
      eol: fc.constantFrom('\n', '\r\n'),
      bare: fc.boolean(),
    })
    .map(({ order, entries, indent, head, tail, eol, bare }) => {
      const items = order.map((name, index) => writeEntry(name, entries[index], indent))
      const text = `${head}${items.length > 0 ? 'images:\n' : ''}${items.join('')}${tail}`
      return (bare ? text.trimEnd() : text).replaceAll('\n', eol)
    })
}

interface Entry {
  fields: { key: string; value: string; comment: string }[]
  nameAt: number
  flow: boolean
  above: string
}

function writeEntry(name: string, entry: Entry | undefined, indent: string): string {
  if (!entry) return ''
  const fields = entry.fields.toSpliced(entry.nameAt, 0, { key: 'name', value: name, comment: '' })
  if (entry.flow) {
    const pairs = fields.map(({ key, value }) => `${key}: ${value || '""'}`)
    return `${entry.above}${indent}- {${pairs.join(', ')}} # ${name}\n`
  }
  const lines = fields.map(
    ({ key, value, comment }, index) =>
      `${indent}${index === 0 ? '- ' : '  '}${key}:${value && ' '}${value}${comment} # ${name}\n`,
  )
  return entry.above + lines.join('')
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}

function linesWithout(text: string, name: string): string[] {
  return linesOf(text).filter((line) => !line.endsWith(`# ${name}`))
}

function codeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}
