import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

function replaced(source: string, target: string, resources = `${deployment}---\n${configMap}`): string {
  return renderOne(`replacements: [{source: {${source}}, targets: [{${target}}]}]\n`, resources)
}

function inText(text: string): string {
  const commented = configMap.replace('key: value', `file: |\n    ${text}\n`)
  const target = 'select: {kind: ConfigMap}, fieldPaths: [data.file.a]'
  return replaced('kind: Deployment', target, `${deployment}---\n${commented}`)
}

const image = 'fieldPaths: ["spec.template.spec.containers.[name=main].image"]'

describe('replacements', () => {
  it('copy a value into a field of what is selected', () => {
    const yaml = replaced('kind: ConfigMap, fieldPath: data.key', `select: {kind: Deployment}, ${image}`)
    expect(yaml).toContain('image: value\n')
  })

  it('copy the name by default, and create fields on request', () => {
    const target = 'select: {name: settings}, fieldPaths: [metadata.labels.of], options: {create: true}'
    expect(replaced('kind: Deployment', target)).toContain('labels:\n    of: web\n')
  })

  it('make Kustomize forget where a resource came from, with all annotations', () => {
    const target = 'select: {name: settings}, fieldPaths: [metadata.annotations], options: {create: true}'
    const kustomization = `buildMetadata: [originAnnotations]
replacements: [{source: {kind: Deployment, fieldPath: spec.selector}, targets: [{${target}}]}]
`
    const yaml = renderOne(kustomization, `${deployment}---\n${configMap}`)
    expect(yaml.match(/path: r.yaml/g)).toHaveLength(1)
    expect(yaml).toContain('configuredIn: kustomization.yaml\n')
  })

  it('replace one part of a text', () => {
    const part = `select: {kind: Deployment}, ${image}, options: {delimiter: ":", index: 1}`
    expect(replaced('kind: ConfigMap, fieldPath: data.key', part)).toContain('image: nginx:value\n')
  })

  it('leave out what is rejected', () => {
    const target = `select: {kind: Deployment}, reject: [{name: w.*}], ${image}`
    expect(replaced('kind: ConfigMap, fieldPath: data.key', target)).toContain('image: nginx:1\n')
  })

  it('reach into JSON in a text', () => {
    const json = configMap.replace('key: value', `file: '{"b": 1, "a": {"c": "x"}}'`)
    const target = 'select: {kind: ConfigMap}, fieldPaths: [data.file.a.c]'
    const yaml = replaced('kind: Deployment', target, `${deployment}---\n${json}`)
    expect(yaml).toContain(`file: '{"a":{"c":"web"},"b":1}'\n`)
  })

  it.each([
    ['above a line', '# one\n    a: w\n    b: 2', '# one\n    a: web\n    b: 2'],
    ['behind a value', 'a: w    # one\n    b: 2', 'a: web # one\n    b: 2'],
    ['behind a key', 'a: w\n    c: # one\n      d: 2', 'a: web\n    c: # one\n      d: 2'],
    [
      'after a nested map',
      'a: w\n    c:\n      d: 2\n    # one\n    e: 3',
      'a: web\n    c:\n      d: 2\n    # one\n    e: 3',
    ],
    [
      'in a text',
      'a: w # one\n    b: |-\n      # text\n      x',
      'a: web # one\n    b: |-\n      # text\n      x',
    ],
  ])('keep a comment %s of a text that is YAML', (_, text, wanted) => {
    expect(inText(text)).toContain(`  file: |-\n    ${wanted}\n`)
  })

  it.each([
    ['on top, with the empty line below it', '# one\n\n\n    a: w', '# one\n\n    a: web'],
    ['below an empty line, which goes', 'a: w\n\n    # one\n    b: 2', 'a: web\n    # one\n    b: 2'],
    ['that belongs to the line above', 'a: w\n    # one\n\n    b: 2', 'a: web\n    # one\n\n    b: 2'],
    ['at the end', 'a: w\n\n    # one', 'a: web\n\n    # one'],
    [
      'in a list that is indented deeper than Kustomize does',
      'a: w\n    b:\n      # one\n      - 1',
      'a: web\n    b:\n    # one\n    - 1',
    ],
  ])('keep a comment %s', (_, text, wanted) => {
    expect(inText(text)).toContain(`  file: |-\n    ${wanted}\n`)
  })

  it('write the type of a value in a text that the new value does not show', () => {
    expect(inText('a: 1\n    b:')).toContain('    a: !!int web\n    b:\n')
  })

  it('refuse a text whose comments could get other places', () => {
    expect(errorOf(() => inText('a: 1\n    b:\n      c: 2\n    # one\n\n    d: 3')).code).toBe('unsupported')
    expect(errorOf(() => inText('a: 1\n    b:\n    # one')).code).toBe('unsupported')
    expect(errorOf(() => inText('b: {c: 1}\n    a: [x] # one')).code).toBe('unsupported')
  })

  it.each([
    ['kind: Nope', `select: {kind: Deployment}, ${image}`],
    ['kind: ".*"', `select: {kind: Deployment}, ${image}`],
    ['kind: ConfigMap, fieldPath: data.nope', `select: {kind: Deployment}, ${image}`],
    ['kind: ConfigMap', 'select: {kind: Deployment}, fieldPaths: [spec.nope.deep]'],
    ['kind: ConfigMap', 'fieldPaths: [a]'],
  ])('throw "replacement-failed" for {%s} and {%s}', (source, target) => {
    expect(errorOf(() => replaced(source, target)).code).toBe('replacement-failed')
  })

  it('refuse a list without targets in a kustomization', () => {
    const source = 'source: {kind: ConfigMap, fieldPath: data.key}'
    const kustomization = `replacements: [{${source}, targets: []}]\n`
    expect(errorOf(() => renderOne(kustomization, configMap)).code).toBe('replacement-failed')
  })

  it('put nothing into a null where a path wants an element of a list', () => {
    const custom = 'apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\nspec:\n  list: null\n'
    const replacement =
      '{source: {kind: Custom}, targets: [{select: {kind: Custom}, options: {create: true}, fieldPaths: [spec.list.0]}]}'
    expect(renderOne(`replacements: [${replacement}]\n`, custom)).toBe(custom)
  })
})
