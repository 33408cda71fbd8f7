import { describe, expect, it } from 'vitest'

import { configMap, deployment, renderOne } from '../testing/render.ts'

const count = (entry: string) =>
  renderOne(`labels: [{pairs: {team: a}, ${entry}}]\n`, deployment).match(/team: a/g)

describe('labels', () => {
  it('go to the metadata alone by default', () => {
    const yaml = renderOne('labels: [{pairs: {team: "1"}}]\n', deployment)
    expect(yaml).toBe(deployment.replace('metadata:\n  name', 'metadata:\n  labels:\n    team: "1"\n  name'))
  })

  it('go to templates, and to selectors, when an entry asks for it', () => {
    expect(count('includeTemplates: true')).toHaveLength(2)
    expect(count('includeSelectors: true')).toHaveLength(3)
  })

  it('go to further fields', () => {
    const entry = '{pairs: {team: a}, fields: [{path: spec/extra, create: true, kind: Deployment}]}'
    expect(renderOne(`labels: [${entry}]\n`, deployment)).toContain('  extra:\n    team: a\n')
  })

  it('are not seen in a field that is null', () => {
    const scaled = deployment.replace('spec:\n', 'spec:\n  replicas: null\n')
    const entry = '{pairs: {team: a}, fields: [{path: spec/replicas, kind: Deployment}]}'
    expect(renderOne(`labels: [${entry}]\n`, scaled)).toContain('  replicas: null\n')
  })

  it('change what is there', () => {
    const labelled = configMap.replace('  name: settings\n', '  labels:\n    team: b\n  name: settings\n')
    expect(renderOne('commonLabels: {team: a}\n', labelled)).toBe(labelled.replace('team: b', 'team: a'))
  })
})

describe('commonAnnotations', () => {
  it('go to the metadata and to templates, always as strings', () => {
    const yaml = renderOne('commonAnnotations: {"on": "true"}\n', deployment)
    expect(yaml.match(/"on": "true"/g)).toHaveLength(2)
  })

  it('cannot have a key that YAML 1.1 reads as a boolean, as Kustomize fails to write it', () => {
    expect(() => renderOne('commonAnnotations: {on: "true"}\n', deployment)).toThrow(
      expect.objectContaining({ code: 'invalid-resource' }),
    )
  })
})

describe('AnnotationsTransformer', () => {
  it('finds annotations on what was generated, since Kustomize keeps records there', () => {
    const transformer = `transformers:
- |
  apiVersion: builtin
  kind: AnnotationsTransformer
  metadata: {name: a}
  annotations: {team: a}
  fieldSpecs: [{path: metadata/annotations}]
`
    const yaml = renderOne(`${transformer}configMapGenerator: [{name: made}]\n`, configMap)
    expect(yaml.match(/team: a/g)).toHaveLength(1)
  })
})
