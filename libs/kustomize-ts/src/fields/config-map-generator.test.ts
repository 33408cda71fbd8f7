import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, render, renderOne } from '../testing/render.ts'

function generate(text: string): string {
  return render({ 'kustomization.yaml': 'configMapGenerator: [{name: a, files: [f]}]\n', f: text })
}

describe('baseNode()', () => {
  it('keeps a namespace a text when another resource is merged with', () => {
    const settings = configMap.replace('name: settings\n', 'name: settings\n  namespace: "123"\n')
    const generator = 'configMapGenerator: [{name: settings, namespace: "123", behavior: merge}]\n'
    expect(renderOne(generator, settings)).toContain('namespace: "123"\n')
  })
})

describe('configMapGenerator', () => {
  it('refuses to merge with a key that is null, though a patch removes it later', () => {
    const patch =
      'patches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: null}"}]\n'
    const merge = `configMapGenerator: [{name: settings, behavior: merge}]\n${patch}`
    expect(errorOf(() => renderOne(merge, configMap.replace('key:', '~:'))).code).toBe('wrong-type')
  })

  it('makes a config map of literals, files and env files, with a hash in its name', () => {
    const yaml = render({
      'kustomization.yaml': `configMapGenerator:
- name: settings
  literals: [a=1, "b='quoted'", c=d=e]
  files: [f.txt, other=f.txt]
  envs: [e.env]
`,
      'f.txt': 'line\n',
      'e.env': '\ufeffX=1\n# comment\n\n  Y = 2\nZ\n',
    })
    expect(yaml).toBe(`apiVersion: v1
data:
  X: "1"
  'Y ': ' 2'
  Z: ""
  a: "1"
  b: quoted
  c: d=e
  f.txt: |
    line
  other: |
    line
kind: ConfigMap
metadata:
  name: settings-59c69kcbc7
`)
  })

  it('puts the name with its hash into what refers to it', () => {
    const reading = `${deployment}        envFrom:\n        - configMapRef:\n            name: settings\n`
    const yaml = render({
      'kustomization.yaml': 'resources: [a.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
      'a.yaml': reading,
    })
    expect(yaml.match(/name: settings-[a-z0-9]{10}\n/g)).toHaveLength(2)
  })

  it('merges with and replaces one of a base, keeping labels and the name that others use', () => {
    const files = {
      'base/kustomization.yaml': 'namePrefix: p-\nconfigMapGenerator: [{name: a, literals: [u=1, v=1]}]\n',
      'kustomization.yaml':
        'resources: [base]\nconfigMapGenerator: [{name: a, behavior: merge, literals: [v=2, w=2]}]\n',
    }
    expect(render(files)).toMatch(
      /^ {2}u: "1"\n {2}v: "2"\n {2}w: "2"\nkind: ConfigMap\nmetadata:\n {2}name: p-a-/m,
    )
    const replacing = files['kustomization.yaml'].replace('merge', 'replace')
    expect(render({ ...files, 'kustomization.yaml': replacing })).not.toContain('u: "1"')
  })

  it('refuses a file of several lines that begins with a tab, which Kustomize cannot read back', () => {
    expect(errorOf(() => generate('\tone\ntwo\n')).code).toBe('invalid-resource')
    expect(generate('\tone')).toContain('  f: "\\tone"\n')
    expect(generate('\tone \ntwo')).toContain('  f: "\\tone \\ntwo"\n')
  })

  it('takes options of its own and of all generators', () => {
    const yaml = render({
      'kustomization.yaml': `generatorOptions: {labels: {a: general, b: general}, immutable: true, disableNameSuffixHash: true}
configMapGenerator: [{name: a, literals: [x=y], options: {labels: {a: own}}}]
`,
    })
    expect(yaml).toContain('immutable: true\n')
    expect(yaml).toContain('  labels:\n    a: own\n    b: general\n  name: a\n')
  })

  it.each([
    ['name-conflict', '{name: a, literals: [x=1, x=2]}'],
    ['bad-field-value', '{name: a, literals: [x]}'],
    ['bad-field-value', '{literals: [x=1]}'],
    ['file-not-found', '{name: a, files: [nope]}'],
    ['name-conflict', '{name: a, behavior: merge}'],
    ['name-conflict', '{name: settings}'],
  ])('throws "%s" for %s', (code, entry) => {
    const files = {
      'kustomization.yaml': `resources: [a.yaml]\nconfigMapGenerator: [${entry}]\n`,
      'a.yaml': configMap,
    }
    expect(errorOf(() => render(files)).code).toBe(code)
  })

  it('does not say the value of a literal that it cannot read', () => {
    const files = { 'kustomization.yaml': 'secretGenerator: [{name: a, literals: ["hunter2"]}]\n' }
    expect(errorOf(() => render(files)).message).not.toContain('hunter2')
  })
})

describe('secretGenerator', () => {
  it('encodes values, long ones in lines of 70 characters', () => {
    const long = 'x'.repeat(60)
    const yaml = render({
      'kustomization.yaml': `secretGenerator: [{name: a, type: t, literals: [k=v, l=${long}]}]\n`,
    })
    expect(yaml).toContain('  k: dg==\n')
    expect(yaml).toMatch(/ {2}l: \|\n {4}\S{70}\n {4}\S{10}\n/)
    expect(yaml).toMatch(/type: t\n$/)
  })
})
