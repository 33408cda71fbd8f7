import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const subject = (name: string) => `- kind: ServiceAccount\n  name: ${name}\n  namespace: old\n`

describe('namespace', () => {
  it('puts resources into it, but not kinds that live outside of namespaces', () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\n'
    const yaml = renderOne('namespace: x\n', `${configMap}---\n${role}`)
    expect(yaml.match(/namespace: x/g)).toHaveLength(1)
    expect(yaml).toContain('name: settings\n  namespace: x\n')
  })

  it('leaves admission policies alone, whose version the built-in rules do not know', () => {
    const policy =
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata:\n  name: a\n'
    expect(renderOne('namespace: x\n', policy)).toBe(policy)
  })

  it('renames namespaces', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n'
    expect(renderOne('namespace: x\n', namespace)).toBe(namespace.replace('name: a', 'name: x'))
  })

  it('reaches subjects that are named default, and those whose account moves with it', () => {
    const binding = `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\nroleRef: {}\nsubjects:\n${subject('default')}${subject('mine')}${subject('other')}`
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine\n  namespace: old\n'
    const yaml = renderOne('namespace: x\n', `${binding}---\n${account}`)
    expect(yaml).toContain('name: default\n  namespace: x\n')
    expect(yaml).toContain('name: mine\n  namespace: x\n')
    expect(yaml).toContain('name: other\n  namespace: old\n')
  })

  it('refuses to make two resources one', () => {
    const other = configMap.replace('name: settings', 'name: settings\n  namespace: b')
    expect(errorOf(() => renderOne('namespace: x\n', `${configMap}---\n${other}`)).code).toBe('name-conflict')
  })

  it('refuses subjects whose name is no text', () => {
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\nsubjects:\n'
    expect(errorOf(() => renderOne('namespace: x\n', `${binding}- {name: {}}\n`)).code).toBe('wrong-type')
    expect(errorOf(() => renderOne('namespace: x\n', `${binding}- default\n`)).code).toBe('wrong-type')
  })
})
