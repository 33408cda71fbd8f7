import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

describe('dropLocal()', () => {
  it('drops what is marked as meant for tools only', () => {
    const marked = configMap.replace(
      'metadata:\n',
      'metadata:\n  annotations: {config.kubernetes.io/local-config: "true"}\n',
    )
    expect(renderOne('', `${marked}---\n${deployment}`)).toBe(deployment)
  })

  it('refuses two resources to which patches gave one name', () => {
    const patch = `[{"op": "replace", "path": "/metadata/name", "value": "same"}]`
    const kustomization = `sortOptions: {order: fifo}\npatches: [{target: {kind: ConfigMap}, patch: '${patch}'}]\n`
    const two = `${configMap}---\n${configMap.replace('settings', 'other')}`
    expect(errorOf(() => renderOne(kustomization, two)).code).toBe('duplicate-resource')
  })
})
