import { describe, expect, it } from 'vitest'
import { permitNamespace } from './permit-namespace.ts'

const project = (destinations: string) => `# By hand
spec:
  destinations:
${destinations}  # of the cluster
  clusterResourceWhitelist: []
`

describe('permitNamespace()', () => {
  it('adds a destination like the last one, and keeps every line', () => {
    const staging = "    - server: 'https://kubernetes.default.svc'\n      namespace: staging # first\n"
    const eu = '    - server: https://kubernetes.default.svc\n      namespace: eu\n'
    expect(permitNamespace(project(staging), 'eu')).toBe(project(staging + eu))
  })

  it.each([
    ['the namespace', project('    - namespace: eu\n    - namespace: staging\n')],
    ['every namespace', project('    - namespace: "*"\n')],
    ['no destinations', 'spec: {}\n'],
    ['nothing', ''],
  ])('changes nothing in a text that has %s', (_what, text) => {
    expect(permitNamespace(text, 'eu')).toBe(text)
  })
})
