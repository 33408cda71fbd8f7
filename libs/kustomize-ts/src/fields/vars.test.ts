import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

const args = `        name: main
        args: ["$(NAME)", "n=$(COUNT) $$(NAME) $(OTHER)", "$(COUNT)"]
`
const resources = `${deployment.replace('        name: main\n', () => args)}---\n${configMap}`

function vars(name: string, field = ''): string {
  return `- {name: ${name}, objref: {apiVersion: apps/v1, kind: Deployment, name: web}${field}}\n`
}

describe('vars', () => {
  it('put values in the place of their names; a whole text takes over the type', () => {
    const counted = resources.replace('spec:\n', 'spec:\n  replicas: 3\n')
    const yaml = renderOne(
      `namePrefix: p-\nvars:\n${vars('NAME')}${vars('COUNT', ', fieldref: {fieldPath: spec.replicas}')}`,
      counted,
    )
    expect(yaml).toContain('      - args:\n        - p-web\n        - n=3 $(NAME) $(OTHER)\n        - 3\n')
  })

  it('refuse a name twice, a field that is not there, and a resource that is not there', () => {
    expect(errorOf(() => renderOne(`vars:\n${vars('A')}${vars('A')}`, resources)).code).toBe('name-conflict')
    const missing = vars('A', ', fieldref: {fieldPath: spec.nope}')
    expect(errorOf(() => renderOne(`vars:\n${missing}`, resources)).code).toBe('variable-unresolved')
    const other = vars('A').replace('name: web', 'name: other')
    expect(errorOf(() => renderOne(`vars:\n${other}`, resources)).code).toBe('variable-unresolved')
  })
})
