import { readFile } from 'node:fs/promises'

import { describe, expect, it } from 'vitest'

import { build } from './build.ts'
import { problemCodes, type Problem, type ProblemCode } from './problem.ts'
import { configMap, deployment, errorOf, readerOf, render, type Files } from './testing/render.ts'

/** A kustomization, and the files beside it that it may name. */
function tree(kustomization: string, more: Files = {}): Files {
  return { 'kustomization.yaml': kustomization, 'r.yaml': configMap, 'd.yaml': deployment, ...more }
}

const plugin = (kind: string, more = ''): string =>
  `apiVersion: builtin\nkind: ${kind}\nmetadata: {name: x}\n${more}`
const variable = (name: string, more = ''): string =>
  `vars:\n- {name: A, objref: {apiVersion: v1, kind: ConfigMap, name: ${name}}${more}}\n`
const twoNamespaces = `${configMap}  namespace: a\n---\n${configMap}  namespace: b\n`
const patch = (text: string): string =>
  `resources: [r.yaml]\npatches:\n- target: {kind: ConfigMap}\n  patch: '${text}'\n`
const bomb = Array.from({ length: 7 }, (_, level) => {
  const values = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`))
  return `a${level}: &a${level} [${values.join(', ')}]\n`
})
const unnamed = 'apiVersion: v1\nkind: ConfigMap\n'
const account = `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n`

const renamed = (name: string): Files => ({
  [`${name}/kustomization.yaml`]: patch(`[{"op": "replace", "path": "/metadata/name", "value": "${name}"}]`),
  [`${name}/r.yaml`]: configMap,
})
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {volumes: [{name: v, configMap: {name: settings}}]}\n'

/** Codes that only edits have; the tests of `edit/` show them. */
const editCodes = ['already-there', 'bad-argument', 'not-there'] as const

/** For each code, trees that have such a problem, and where it is said to be. */
const cases: Record<
  Exclude<ProblemCode, 'deprecated-field' | 'unreadable-file' | (typeof editCodes)[number]>,
  readonly (readonly [Files, string])[]
> = {
  'alias-limit': [
    [tree('resources: [b.yaml]', { 'b.yaml': `${configMap}${bomb.join('')}` }), 'b.yaml:11:45'],
  ],
  'bad-field-value': [
    [tree('namePrefix: 5\n'), 'kustomization.yaml:1:13'],
    [tree('resources:\n  a: b\n'), 'kustomization.yaml:2:3'],
    [tree('configMapGenerator:\n- literals: [a=b]\n'), 'kustomization.yaml:2:3'],
    [tree('configMapGenerator:\n- name: a\n  literals: [ab]\n'), 'kustomization.yaml:2:3'],
    [tree('resources: [r.yaml]\nsortOptions: {order: x}\n'), 'kustomization.yaml:2:1'],
    [tree('resources: [r.yaml]\nopenapi: {version: v1}\n'), 'kustomization.yaml:2:1'],
    [
      tree('resources: [r.yaml]\nopenapi: {path: o.json}\n', {
        'o.json': '[]',
        'r.yaml': configMap.replace('ConfigMap', 'Custom'),
      }),
      'o.json:1:1',
    ],
    [tree('resources: [r.yaml]\ncrds:\n- c.yaml\n', { 'c.yaml': '' }), 'c.yaml:1:1'],
    [tree('transformers:\n- g.yaml\n', { 'g.yaml': plugin('PrefixTransformer') }), 'g.yaml:1:1'],
  ],
  cycle: [[tree('resources:\n- ../repo\n'), 'kustomization.yaml:2:3']],
  'duplicate-resource': [
    [tree('resources: [r.yaml, s.yaml]\n', { 's.yaml': configMap }), 's.yaml:1:1'],
    [tree('resources: [b.yaml]\n', { 'b.yaml': `${configMap}---\n${configMap}` }), 'b.yaml:8:1'],
  ],
  'file-not-found': [
    [tree('resources:\n- r.yaml\n- nope.yaml\n'), 'kustomization.yaml:3:3'],
    [tree('resources: [r.yaml]\npatches:\n- path: nope.yaml\n'), 'kustomization.yaml:3:3'],
    [tree('patchesStrategicMerge:\n- nope.yaml\n'), 'kustomization.yaml:2:3'],
    [tree('configurations:\n- nope.yaml\n'), 'kustomization.yaml:2:3'],
    [tree('secretGenerator:\n- name: a\n  envs: [nope.env]\n'), 'kustomization.yaml:2:3'],
  ],
  'folder-not-found': [
    [tree('components:\n- nope\n'), 'kustomization.yaml:2:3'],
    [tree('resources:\n- /repo/a\n', { 'a/kustomization.yaml': '' }), 'kustomization.yaml:2:3'],
  ],
  'invalid-patch': [
    [tree('patches:\n- target: {kind: A}\n'), 'kustomization.yaml:2:3'],
    [tree('patches:\n- {path: p.yaml, patch: x}\n'), 'kustomization.yaml:2:3'],
    [tree(patch('[{"op": "nope", "path": "/a"}]')), 'kustomization.yaml:3:3'],
    [tree('patchesStrategicMerge:\n- p.yaml\n', { 'p.yaml': '' }), 'kustomization.yaml:1:1'],
  ],
  'invalid-resource': [
    [tree('resources: [b.yaml]\n', { 'b.yaml': `${configMap}---\na: b\n` }), 'b.yaml:8:1'],
    [tree('resources: [b.yaml]\n', { 'b.yaml': unnamed }), 'b.yaml:1:1'],
    [tree('resources: [b.yaml]\n', { 'b.yaml': `# a\n${configMap}kind: twice\n` }), 'b.yaml:2:1'],
    [tree('resources: [b.yaml]\n', { 'b.yaml': `${configMap}x: .inf\n` }), 'b.yaml:1:1'],
  ],
  'invalid-selector': [
    [
      tree(
        'resources: [r.yaml]\npatches:\n- target: {labelSelector: "a in"}\n  patch: "- {op: remove, path: /a}"\n',
      ),
      'kustomization.yaml:3:3',
    ],
  ],
  'invalid-yaml': [
    [tree('resources: [b.yaml]\n', { 'b.yaml': `${configMap}x: *a\n` }), 'b.yaml:7:4'],
    [tree('resources: [r.yaml]\npatches:\n- path: p.yaml\n', { 'p.yaml': 'x: *a\n' }), 'p.yaml:1:4'],
    [tree('namespace: *a\n'), 'kustomization.yaml:1:12'],
  ],
  'kustomization-empty': [[tree(''), 'kustomization.yaml:1:1']],
  'kustomization-missing': [[tree('resources:\n- a\n', { 'a/x': '' }), 'kustomization.yaml:2:3']],
  'kustomization-several': [
    [
      tree('resources:\n- a\n', { 'a/Kustomization': '', 'a/kustomization.yml': '' }),
      'kustomization.yaml:2:3',
    ],
  ],
  'limit-exceeded': [
    [
      tree(
        `resources: [r.yaml]\nreplacements:\n- {sourceValue: a, targets: [{select: {}, fieldPaths: ["${'a.'.repeat(1000)}"]}]}\n`,
      ),
      'kustomization.yaml:3:3',
    ],
  ],
  'merge-conflict': [
    [
      tree('configurations:\n- c.yaml\n', { 'c.yaml': 'commonLabels: [{path: metadata/labels}]\n' }),
      'kustomization.yaml:1:1',
    ],
  ],
  'name-conflict': [
    [tree('configMapGenerator:\n- name: a\n- name: a\n'), 'kustomization.yaml:3:3'],
    [tree('configMapGenerator:\n- {name: a, behavior: merge}\n'), 'kustomization.yaml:2:3'],
    [tree('configMapGenerator:\n- {name: a, literals: [a=1, a=2]}\n'), 'kustomization.yaml:2:3'],
    [tree('resources: [b.yaml]\nnamespace: x\n', { 'b.yaml': twoNamespaces }), 'kustomization.yaml:2:1'],
  ],
  'outside-boundary': [
    [tree('resources:\n- ../a\n', { '../a/kustomization.yaml': 'namespace: a' }), 'kustomization.yaml:2:3'],
  ],
  'outside-root': [[tree('resources:\n- ../a.yaml\n', { '../a.yaml': configMap }), 'kustomization.yaml:2:3']],
  'patch-failed': [
    [tree(patch('[{"op": "remove", "path": "/a"}]')), 'kustomization.yaml:3:3'],
    [tree(patch('[{"op": "test", "path": "/kind", "value": "A"}]')), 'kustomization.yaml:3:3'],
  ],
  'patch-target-missing': [
    [tree('patches:\n- patch: "{kind: A, metadata: {name: a}}"\n'), 'kustomization.yaml:2:3'],
    [
      tree('patchesStrategicMerge:\n- p.yaml\n', { 'p.yaml': unnamed + 'metadata: {name: a}\n' }),
      'p.yaml:1:1',
    ],
    [tree('replicas:\n- {name: a, count: 1}\n'), 'kustomization.yaml:2:3'],
  ],
  'reference-ambiguous': [
    [tree('resources: [a, b, p.yaml]\n', { ...renamed('a'), ...renamed('b'), 'p.yaml': pod }), 'p.yaml:1:1'],
  ],
  'replacement-failed': [
    [tree('replacements:\n- source: {kind: A}\n'), 'kustomization.yaml:2:3'],
    [
      tree('replacements:\n- source: {kind: A}\n  targets: [{select: {kind: B}}]\n'),
      'kustomization.yaml:2:3',
    ],
  ],
  'unknown-field': [
    [tree('namespace: a\nresource: []\n'), 'kustomization.yaml:2:1'],
    [tree('configurations: [c.yaml]\n', { 'c.yaml': 'images:\n- path: a\n  nope: 1\n' }), 'c.yaml:3:3'],
  ],
  unsupported: [
    [tree('resources:\n- https://example.com/a.yaml\n'), 'kustomization.yaml:2:3'],
    [tree('components:\n- git@example.com:a/b.git\n'), 'kustomization.yaml:2:3'],
    [tree('namespace: a\nhelmCharts: [{name: a}]\n'), 'kustomization.yaml:2:1'],
    [tree('generators:\n- g.yaml\n', { 'g.yaml': plugin('HelmChartInflationGenerator') }), 'g.yaml:1:1'],
    [tree('transformers:\n- g.yaml\n', { 'g.yaml': account }), 'g.yaml:1:1'],
    [tree(`transformers:\n- |\n  ${account.replaceAll('\n', '\n  ')}\n`), 'kustomization.yaml:2:1'],
  ],
  'variable-unresolved': [
    [tree(`resources: [r.yaml]\n${variable('nope')}`), 'kustomization.yaml:3:3'],
    [
      tree(`resources: [r.yaml]\n${variable('settings', ', fieldref: {fieldPath: a.b}')}`),
      'kustomization.yaml:3:3',
    ],
    [
      tree(`resources: [b.yaml]\n${variable('settings')}`, { 'b.yaml': twoNamespaces }),
      'kustomization.yaml:3:3',
    ],
  ],
  'wrong-kind': [
    [tree('namespace: a\nkind: Other\n'), 'kustomization.yaml:1:1'],
    [tree('components:\n- a\n', { 'a/kustomization.yaml': 'namespace: a\n' }), 'a/kustomization.yaml:1:1'],
  ],
  'wrong-type': [
    [
      tree('resources: [b.yaml]\nlabels:\n- pairs: {a: b}\n', { 'b.yaml': `${configMap}  labels: a\n` }),
      'kustomization.yaml:3:3',
    ],
  ],
}

function place({ file, line, column }: Problem): string {
  return `${file.replace('/repo/', '')}:${line}:${column}`
}

describe('A problem', () => {
  it.each(
    Object.entries(cases).flatMap(([code, trees]) => trees.map(([files, wanted]) => [code, wanted, files])),
  )('of the code "%s" says that it is at %s', (code, wanted, files) => {
    const { problems } = errorOf(() => render(files as Files, '.', { boundary: '/repo' }))
    expect(problems.map((problem) => [problem.code, place(problem)])).toEqual([[code, wanted]])
  })

  it('has a test for each code', () => {
    const tested = Object.entries(cases).flatMap(([code, trees]) => (trees.length > 0 ? [code] : []))
    expect([...tested, ...editCodes, 'deprecated-field', 'unreadable-file'].toSorted()).toEqual(problemCodes)
  })

  it('of the code "deprecated-field" is a warning and says where the field is', () => {
    const read = readerOf(tree('namespace: a\ncommonLabels: {a: b}\n'))
    const warnings = build('/repo', { read }).warnings.map((problem) => [problem.code, place(problem)])
    expect(warnings).toEqual([['deprecated-field', 'kustomization.yaml:2:1']])
  })

  it('of the code "unreadable-file" keeps what the system said as its cause', () => {
    const reader = readerOf(tree('resources: [r.yaml]\n'))
    const cause = new Error('EACCES')
    const refusing = (path: string) => {
      if (path.endsWith('r.yaml')) throw cause
      return reader.readFile(path)
    }
    const error = errorOf(() => build('/repo', { read: { ...reader, readFile: refusing } }))
    expect(error.problems.map(place)).toEqual(['kustomization.yaml:1:13'])
    expect(error).toMatchObject({ code: 'unreadable-file', cause })
  })

  it('has a code that the table of the README explains, and the table has no other', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const section = /## Error codes([^#]*)/.exec(readme)?.[1] ?? ''
    const rows = [...section.matchAll(/^\| `([a-z-]+)` +\| /gm)].map(([, code]) => code)
    expect(rows).toEqual(problemCodes)
  })
})
