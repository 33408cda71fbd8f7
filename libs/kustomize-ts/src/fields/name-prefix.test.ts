import { describe, expect, it } from 'vitest'

import { configMap, deployment, renderOne } from '../testing/render.ts'

const reading = `${deployment}        envFrom:
        - configMapRef:
            name: settings
`

describe('namePrefix and nameSuffix', () => {
  it('change names and the references to them', () => {
    const yaml = renderOne('namePrefix: a-\nnameSuffix: -z\n', `${reading}---\n${configMap}`)
    expect(yaml.match(/name: a-settings-z/g)).toHaveLength(2)
    expect(yaml).toContain('name: a-web-z')
  })

  it('leave namespaces and definitions as they are', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n'
    expect(renderOne('namePrefix: a-\n', namespace)).toBe(namespace)
  })

  it('leave references to what is not there as they are', () => {
    expect(renderOne('namePrefix: a-\n', reading)).toContain('            name: settings\n')
  })
})
