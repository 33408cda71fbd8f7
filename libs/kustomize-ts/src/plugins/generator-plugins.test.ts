import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

function generated(fields: string): string {
  const plugin = `apiVersion: builtin\nkind: IAMPolicyGenerator\nmetadata: {name: g}\ncloud: gke\n${fields}\n`
  return renderOne('generators: [g.yaml]\n', configMap, { 'g.yaml': plugin })
}

describe('runGeneratorPlugin()', () => {
  it("makes a service account that stands for one of Google's", () => {
    const account = 'serviceAccount: {name: a, projectId: p}'
    const yaml = generated(`kubernetesService: {name: k, namespace: ns}\n${account}`)
    expect(yaml).toContain('iam.gke.io/gcp-service-account: a@p.iam.gserviceaccount.com\n')
    expect(yaml).toContain('name: k\n  namespace: ns\n')
  })

  it('refuses one without an account, with which YAML can do nothing', () => {
    expect(errorOf(() => generated('kubernetesService: {name: k}')).code).toBe('invalid-yaml')
  })
})
