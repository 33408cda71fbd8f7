import * as fc from 'fast-check'

/** What a text of a kustomization is made of: fields in some order, each with lines of comments, in some style. */
interface Style {
  /** Columns by which lists are indented. */
  readonly indent: '' | '  ' | '    '
  readonly eol: '\n' | '\r\n'
  readonly isBare: boolean
  readonly head: string
  readonly tail: string
}

/** How the entries of a list are written. */
type Layout = 'block' | 'flow' | 'lines'

const comments = fc.constantFrom('', '', '', ' # why', '   # "quoted"')
const above = fc.constantFrom('', '', '', '# above\n', '\n', '\n# far\n\n')
const layout: fc.Arbitrary<Layout> = fc.constantFrom('block', 'block', 'block', 'flow', 'lines')

/** A list of strings that stand below a key. */
function pathList(key: string, paths: readonly string[]): fc.Arbitrary<(style: Style) => string> {
  const entry = fc.record({ quote: fc.constantFrom('', '', '"', "'"), comment: comments, above })
  return fc
    .record({
      paths: fc.shuffledSubarray([...paths], { minLength: 1 }),
      entries: fc.array(entry, { minLength: paths.length, maxLength: paths.length }),
      layout,
      comment: comments,
    })
    .map(({ paths: chosen, entries, layout: kind, comment }) => ({ indent }) => {
      const items = chosen.map((path, index) => ({
        ...entries[index],
        text: quoted(path, entries[index]?.quote),
      }))
      if (kind === 'flow') return `${key}: [${items.map(({ text }) => text).join(', ')}]${comment}\n`
      if (kind === 'lines') {
        const lines = items.map(
          ({ text, comment: behind = '' }, index) =>
            `  ${text}${index === items.length - 1 ? '' : ','}${behind}\n`,
        )
        return `${key}: [${comment}\n${lines.join('')}]\n`
      }
      const lines = items.map(
        ({ text, comment: behind = '', above: before = '' }) => `${before}${indent}- ${text}${behind}\n`,
      )
      return `${key}:${comment}\n${lines.join('')}`
    })
}

function quoted(text: string, quote = ''): string {
  return `${quote}${text}${quote}`
}

/** A map of strings below a key. */
function stringMap(key: string, names: readonly string[]): fc.Arbitrary<(style: Style) => string> {
  const entry = fc.record({ value: fc.constantFrom('x', '"1"', "'on'", 'a b'), comment: comments, above })
  return fc
    .record({
      names: fc.shuffledSubarray([...names], { minLength: 1 }),
      entries: fc.array(entry, { minLength: names.length, maxLength: names.length }),
      isFlow: fc.boolean(),
      margin: fc.constantFrom('  ', '    '),
    })
    .map(({ names: chosen, entries, isFlow, margin }) => () => {
      const pairs = chosen.map((name, index) => ({
        ...entries[index],
        text: `${name}: ${entries[index]?.value}`,
      }))
      if (isFlow) return `${key}: {${pairs.map(({ text }) => text).join(', ')}}\n`
      const lines = pairs.map(
        ({ text, comment = '', above: before = '' }) => `${before}${margin}${text}${comment}\n`,
      )
      return `${key}:\n${lines.join('')}`
    })
}

/** A list of maps below a key; each map is given as its lines. */
function mapList(
  key: string,
  entries: readonly (readonly string[])[],
): fc.Arbitrary<(style: Style) => string> {
  const decoration = fc.record({ comment: comments, above })
  return fc
    .record({
      entries: fc.shuffledSubarray([...entries], { minLength: 1 }),
      decorations: fc.array(decoration, { minLength: entries.length, maxLength: entries.length }),
      comment: comments,
    })
    .map(({ entries: chosen, decorations, comment }) => ({ indent }) => {
      const blocks = chosen.map((lines, index) => {
        const { comment: behind = '', above: before = '' } = decorations[index] ?? {}
        const body = lines.map((line, at) => {
          const end = /[|>]-?$/.test(line) || line.startsWith(' ') ? '' : at === 0 ? behind : ''
          return `${indent}${at === 0 ? '- ' : '  '}${line}${end}\n`
        })
        return before + body.join('')
      })
      return `${key}:${comment}\n${blocks.join('')}`
    })
}

const generators = [
  ['name: settings', 'literals:', '- color=red # the color', "- 'size=1'"],
  ['name: settings', 'namespace: shop', 'literals: [color=blue, size=2]'],
  ['name: files', 'files:', '  - a.txt', 'options:', '  disableNameSuffixHash: true'],
  ['name: env', 'env: a.env'],
  ['name: envs', 'namespace: default', 'envs: [a.env]'],
]

const fields: readonly fc.Arbitrary<(style: Style) => string>[] = [
  pathList('resources', ['a.yaml', 'b.yaml', 'base', '../outside', 'c.yaml']),
  pathList('bases', ['base', 'other']),
  pathList('components', ['component', 'parts/one', 'parts/two']),
  pathList('configurations', ['conf.yaml', 'more/conf.yaml']),
  pathList('generators', ['a.yaml', 'gone.yaml']),
  pathList('transformers', ['a.yaml', 'b.yaml', 'more/t.yaml']),
  pathList('buildMetadata', ['originAnnotations', 'managedByLabel', 'transformerAnnotations']),
  stringMap('commonLabels', ['app', 'team', 'a.b/c']),
  stringMap('commonAnnotations', ['app', 'note']),
  mapList('labels', [
    ['pairs:', '  app: x', '  team: z # team'],
    ['pairs: {tier: web}', 'includeTemplates: true'],
    ['includeSelectors: true', 'pairs:', '  role: z'],
  ]),
  mapList('images', [
    ['name: web', 'newTag: "1.0" # pinned'],
    ['name: api', 'newName: r.io/api', 'digest: sha256:abc'],
    ['newTag: v1', 'name: db', 'tagSuffix: -x'],
  ]),
  mapList('imageTags', [
    ['name: old', 'newTag: v0'],
    ['name: web', 'newTag: v9'],
  ]),
  mapList('replicas', [
    ['name: web', 'count: 2'],
    ['count: 1', 'name: api'],
  ]),
  mapList('configMapGenerator', generators),
  mapList('secretGenerator', [...generators, ['name: typed', 'type: Opaque', 'literals: [a=b]']]),
  mapList('patches', [
    ['path: p.yaml'],
    ['path: p.yaml', 'target:', '  kind: Deployment', '  name: web'],
    ['patch: |-', '  - op: remove', '    path: /a', 'target: {kind: ConfigMap}'],
    ['patch: "x"', 'options: {allowNameChange: true}', 'target: {}'],
  ]),
  fc
    .constantFrom('namePrefix: a-\n', "namePrefix: 'b-' # prefix\n", 'namePrefix:\n')
    .map((text) => () => text),
  fc.constantFrom('nameSuffix: "-a"\n', 'nameSuffix: -b\n').map((text) => () => text),
  fc.constantFrom('namespace: shop # ns\n', 'namespace: >-\n  shop\n').map((text) => () => text),
  fc
    .constantFrom(
      'generatorOptions:\n  labels: {a: b}\n',
      'generatorOptions: {disableNameSuffixHash: true}\n',
    )
    .map((text) => () => text),
  fc.constantFrom('resources: []\n', 'components:\n', 'images: [] # none\n').map((text) => () => text),
]

/** Texts of kustomizations in many styles: block and flow, comments, quotes, blank lines, line ends, byte order marks. */
export function kustomizationTexts(): fc.Arbitrary<string> {
  const style: fc.Arbitrary<Style> = fc.record({
    indent: fc.constantFrom('', '  ', '    '),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    isBare: fc.boolean(),
    head: fc.constantFrom(
      '',
      '# head\n\n',
      '---\n',
      '\ufeff',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    ),
    tail: fc.constantFrom('', '', '# tail\n', '\n\n', '...\n'),
  })
  return fc
    .record({
      style,
      fields: fc.shuffledSubarray([...fields], { maxLength: 6 }).chain((chosen) => fc.tuple(...chosen)),
      gaps: fc.array(above, { minLength: 6, maxLength: 6 }),
    })
    .map(({ style: chosen, fields: parts, gaps }) => {
      const body = parts.map((write, index) => `${gaps[index] ?? ''}${write(chosen)}`).join('')
      // An end of a document without the document is a mistake for Kustomize.
      const text = body === '' ? chosen.head : `${chosen.head}${body}${chosen.tail}`
      return (chosen.isBare ? text.trimEnd() : text).replaceAll('\n', chosen.eol)
    })
}
