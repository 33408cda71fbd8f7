import { describe, expect, it } from 'vitest'

import { configMap, errorOf, render } from '../testing/render.ts'

const files = {
  'kustomization.yaml': 'resources: [a.yaml]\ncomponents: [component]\nnamePrefix: p-\n',
  'a.yaml': configMap,
  'component/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -s\nlabels: [{pairs: {a: b}}]\n',
}

describe('components', () => {
  it('work on what their parent has gathered, before its own fields', () => {
    expect(render(files)).toContain('  labels:\n    a: b\n  name: p-settings-s\n')
  })

  it('show what a configuration contradicts in itself', () => {
    const configured = {
      ...files,
      'component/c.yaml':
        'commonLabels:\n- {path: spec/x, create: true, kind: D, group: g}\n- {path: spec/x, kind: D}\n',
      'component/kustomization.yaml': 'kind: Component\nconfigurations: [c.yaml]\n',
    }
    expect(errorOf(() => render(configured)).code).toBe('merge-conflict')
  })

  it('must be components, and components must not be resources', () => {
    const asResource = { ...files, 'kustomization.yaml': 'resources: [component]\n' }
    expect(errorOf(() => render(asResource)).code).toBe('wrong-kind')
    const plain = { ...files, 'component/kustomization.yaml': 'namePrefix: x-\n' }
    expect(errorOf(() => render(plain)).problems).toMatchObject([
      { code: 'wrong-kind', file: '/repo/component/kustomization.yaml' },
    ])
  })
})
