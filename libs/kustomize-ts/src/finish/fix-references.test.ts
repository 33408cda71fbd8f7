import { describe, expect, it } from 'vitest'

import { errorOf, renderOne } from '../testing/render.ts'

const binding = (subject: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: b\nsubjects: [${subject}]\n`

describe('fixReferences()', () => {
  it('refuses a text on the way to a reference, though no name has changed', () => {
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec: text\n'
    expect(errorOf(() => renderOne('', deployment)).code).toBe('wrong-type')
  })

  it('refuses a referrer whose apiVersion Kustomize would write in another way', () => {
    const pod = 'apiVersion: /v1\nkind: Pod\nmetadata:\n  name: x\n'
    expect(errorOf(() => renderOne('', pod)).code).toBe('invalid-resource')
    expect(renderOne('', pod.replace('Pod', 'Custom'))).toContain('apiVersion: /v1\n')
  })

  it.each([
    ['that is null', 'null'],
    ['with a namespace and a kind that is null', '{kind: , name: a, namespace: b}'],
    ['without a name', '{kind: ServiceAccount}'],
    ['with a namespace that is null', '{kind: ServiceAccount, name: a, namespace: }'],
    ['with a namespace that is a number', '{kind: ServiceAccount, name: a, namespace: 1}'],
  ])('refuses a subject %s', (_, subject) => {
    expect(errorOf(() => renderOne('', binding(subject))).code).toBe('wrong-type')
  })

  it.each(['/v1', 'null', '~'])('refuses the apiVersion %s, which is not what its parts make', (version) => {
    const deployment = `apiVersion: ${version}\nkind: Deployment\nmetadata:\n  name: x\n`
    expect(errorOf(() => renderOne('', deployment)).code).toBe('invalid-resource')
  })

  it('accepts a namespace that is null in a subject of another kind', () => {
    const yaml = renderOne('', binding('{kind: User, name: a, namespace: ~}'))
    expect(yaml).toContain('namespace: null')
  })
})
