import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const target = 'target: {kind: ConfigMap}'

function patched(operations: string, more = ''): string {
  return renderOne(`${more}patches: [{${target}, patch: '${operations}'}]\n`, configMap)
}

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
})
