import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

function settings(mark: string): string {
  return configMap.replace(
    'metadata:\n',
    `metadata:\n  annotations: {config.kubernetes.io/local-config: "${mark}"}\n`,
  )
}

describe('dropLocal()', () => {
  it('drops what is marked as meant for tools only', () => {
    expect(renderOne('', `${settings('true')}---\n${deployment}`)).toBe(deployment)
  })

  const added =
    'patches: [{target: {kind: ConfigMap}, patch: "- {op: add, path: /metadata/namespace, value: b}"}]\n'

  it('keeps one that has come to have the id of a kept one', () => {
    const two = `${settings('true')}  namespace: a\n---\n${settings('false')}`
    expect(errorOf(() => renderOne(added, two)).code).toBe('duplicate-resource')
    expect(renderOne(`sortOptions: {order: fifo}\n${added}`, two).split('---')).toHaveLength(2)
  })

  it('refuses two that have come to have one id', () => {
    const two = `${settings('true')}  namespace: a\n---\n${settings('true')}`
    expect(errorOf(() => renderOne(`sortOptions: {order: fifo}\n${added}`, two)).code).toBe(
      'duplicate-resource',
    )
  })

  it('refuses two resources to which patches gave one name', () => {
    const patch = `[{"op": "replace", "path": "/metadata/name", "value": "same"}]`
    const kustomization = `sortOptions: {order: fifo}\npatches: [{target: {kind: ConfigMap}, patch: '${patch}'}]\n`
    const two = `${configMap}---\n${configMap.replace('settings', 'other')}`
    expect(errorOf(() => renderOne(kustomization, two)).code).toBe('duplicate-resource')
  })
})
