import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { editText } from './edit-text.ts'
import { fixKustomization } from './fix.ts'

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'
const fix = (text: string) => editText(text, fixKustomization()).text

describe('fixKustomization()', () => {
  it.each([
    ['bases:\n  - ../a # a\n  # b\n  - ../b\n', 'resources:\n  - ../a # a\n  # b\n  - ../b\n'],
    [
      '# all\nbases: # old\n    - ../a # a\n\n    # b\n    - ../b\nresources:\n- r.yaml # r\n\n# end\n',
      '# all\nresources:\n- r.yaml # r\n# old\n- ../a # a\n\n# b\n- ../b\n\n# end\n',
    ],
    ['resources: [a]\nbases:\n- b # b\n', 'resources: [a, b]\n'],
    ['bases: [a] # a\nresources: []\n', 'resources: [a] # a\n'],
    ['imageTags:\n- name: a\n  newTag: "1" # one\n', 'images:\n- name: a\n  newTag: "1" # one\n'],
    [
      'secretGenerator:\n- name: a\n  env: "a.env" # env\n',
      'secretGenerator:\n- name: a\n  envs: [a.env] # env\n',
    ],
    [
      'secretGenerator:\n- name: a\n  env: a.env\n  envs:\n  - b.env # b\n',
      'secretGenerator:\n- name: a\n  envs:\n  - b.env # b\n  - a.env\n',
    ],
    [
      'patchesJson6902:\n  - path: a # a\n    target: {kind: A}\n',
      'patches:\n  - path: a # a\n    target: {kind: A}\n',
    ],
    [
      'patches:\n- path: first\npatchesStrategicMerge:\n  # two\n  - a.yaml # a\n  - |-\n    kind: A\n    # inside\n\n    a: b\n',
      'patches:\n- path: first\n# two\n- path: a.yaml # a\n- patch: |-\n    kind: A\n    # inside\n\n    a: b\n',
    ],
    ['patchesStrategicMerge: [a, "b"]\n', 'patches: [{path: a}, {path: "b"}]\n'],
    [
      'commonLabels: # all\n  app: "on" # on\n  # team\n  team: x\n',
      'labels: # all\n- includeSelectors: true\n  pairs:\n    app: "on" # on\n    # team\n    team: x\n',
    ],
    ['commonLabels: {app: x} # x\n', 'labels:\n- includeSelectors: true\n  pairs: {app: x} # x\n'],
    [
      'labels:\n  - pairs: {a: b} # b\ncommonLabels: # all\n    app: x # x\n',
      'labels:\n  - pairs: {a: b} # b\n  - includeSelectors: true\n    pairs: # all\n      app: x # x\n',
    ],
    ['commonLabels: {}\nnamePrefix: a-\n', 'namePrefix: a-\n'],
    [
      'helmChartInflationGenerator:\n- chartName: a\n  chartHome: charts\n  values: v.yaml\n',
      'helmGlobals:\n  chartHome: charts\nhelmCharts:\n- name: a\n  valuesFile: v.yaml\n',
    ],
  ])('makes of %j what it means today', (text, expected) => {
    expect(fix(text).replace(head, '')).toBe(expected)
    expect(fix(text)).toContain(head)
    expect(fix(fix(text))).toBe(fix(text))
  })

  it.each([
    ['# license\n\n# first\nnamespace: a\n', `# license\n\n${head}# first\nnamespace: a\n`],
    ['---\nkind: Component\n', '---\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'],
    ['', head],
    [`namespace: a\n${head}`, `namespace: a\n${head}`],
  ])('adds to %j what is missing', (text, expected) => {
    expect(fix(text)).toBe(expected)
  })

  it('refuses a label that is in both fields', () => {
    expect(errorOf(() => fix('commonLabels: {a: b}\nlabels: [{pairs: {a: c}}]\n')).code).toBe('name-conflict')
  })

  it('takes a patch for a path when there is such a file, if it knows the files', () => {
    const files = new Map([['a.yaml', { text: '' }]])
    expect(editText('patchesStrategicMerge: [a.yaml, b.yaml]\n', fixKustomization({ files })).text).toBe(
      `${head}patches: [{path: a.yaml}, {patch: b.yaml}]\n`,
    )
  })

  it('makes replacements of variables, and leaves placeholders', () => {
    const text = `${head}vars:\n- name: A\n  objref: {apiVersion: apps/v1, kind: Deployment, name: web}\n  fieldref: {fieldPath: spec.x}\n`
    const resource = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  a: $(A) # a\n  b: [x/$(A)/y]\n'
    const files = new Map([['r.yaml', { text: resource }]])
    const result = editText(text, fixKustomization({ vars: true, files }))
    expect(result.files).toEqual(new Map([['r.yaml', resource.replaceAll('$(A)', 'A_PLACEHOLDER')]]))
    expect(result.text).toBe(`${head}replacements:
- source:
    group: apps
    version: v1
    kind: Deployment
    name: web
    fieldPath: spec.x
  targets:
  - select:
      version: v1
      kind: Pod
      name: p
    fieldPaths:
    - spec.a
  - select:
      version: v1
      kind: Pod
      name: p
    fieldPaths:
    - spec.b.0
    options:
      delimiter: /
      index: 1
`)
  })

  it('refuses a variable between two characters', () => {
    const text = 'vars: [{name: A, objref: {kind: Pod, name: p}}]\n'
    const files = new Map([['r.yaml', { text: 'kind: Pod\na: x/$(A)-y\n' }]])
    expect(errorOf(() => editText(text, fixKustomization({ vars: true, files }))).code).toBe('unsupported')
  })
})
