import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const target = 'target: {kind: ConfigMap}'

function patched(operations: string, more = ''): string {
  return renderOne(`${more}patches: [{${target}, patch: '${operations}'}]\n`, configMap)
}

const operated = (operations: string, more = '') =>
  renderOne(`${more}patchesJson6902:\n- target: {name: settings}\n  patch: |\n    ${operations}\n`, configMap)

describe('patchResource()', () => {
  it('copies with the metadata what Kustomize has noted in annotations', () => {
    const yaml = patched('[{"op": "copy", "from": "/metadata", "path": "/data/copy"}]')
    expect(yaml).toContain('      internal.config.kubernetes.io/previousNames: settings\n')
    expect(yaml).toContain('      internal.config.kubernetes.io/previousNamespaces: default\n')
    expect(yaml).toContain('kind: ConfigMap\nmetadata:\n  name: settings\n')
  })

  it('refuses a resource whose name is gone when the next change begins', () => {
    const patches = `patches: [{${target}, patch: '[{"op": "remove", "path": "/metadata/name"}]'}]\n`
    expect(errorOf(() => renderOne(`${patches}namespace: x\n`, configMap)).code).toBe('invalid-resource')
  })

  it('shows operations the records that Kustomize keeps in annotations', () => {
    const yaml = operated(
      '[{"op": "move", "from": "/metadata/annotations", "path": "/moved"}]',
      'namespace: ns\n',
    )
    expect(yaml).toContain(
      'moved:\n' +
        '  internal.config.kubernetes.io/previousKinds: ConfigMap\n' +
        '  internal.config.kubernetes.io/previousNames: settings\n' +
        '  internal.config.kubernetes.io/previousNamespaces: default\n',
    )
  })

  it('keeps these records, whatever an operation does to annotations', () => {
    const remove = '[{"op": "remove", "path": "/metadata/annotations"}]'
    const kustomization = `configMapGenerator: [{name: made, literals: [a=b]}]
patches:
- target: {name: made}
  patch: |
    ${remove}
`
    expect(renderOne(kustomization, configMap)).toMatch(/name: made-[a-z0-9]{10}\n/)
  })

  it('copies nothing from the whole of a resource, though it tests it', () => {
    expect(errorOf(() => operated('[{"op": "copy", "from": "", "path": "/a"}]')).code).toBe('patch-failed')
    expect(
      errorOf(() => operated('[{"op": "test", "path": "", "value": {}}]')).problems[0]?.message,
    ).toContain('wanted {}')
  })
})
