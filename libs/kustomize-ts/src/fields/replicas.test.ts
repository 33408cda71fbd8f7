import { describe, expect, it } from 'vitest'

import { deployment, errorOf, renderOne } from '../testing/render.ts'

describe('replicas', () => {
  it('sets the number where there was none', () => {
    expect(renderOne('replicas: [{name: web, count: 0}]\n', deployment)).toContain('  replicas: 0\n')
  })

  it('refuses a name that no workload has', () => {
    expect(errorOf(() => renderOne('replicas: [{name: x, count: 1}]\n', deployment)).code).toBe(
      'patch-target-missing',
    )
  })
})
