import { describe, expect, it } from 'vitest'
import { ConfigRepoError } from '../config-repo-error.ts'
import { findEnvironment, readSettings } from './settings.ts'

describe('readSettings()', () => {
  it('fills in the defaults of an environment', () => {
    expect(readSettings('registry: localhost:5000\nenvironments:\n  - name: dev\n')).toEqual({
      registry: 'localhost:5000',
      environments: [{ name: 'dev', namespace: 'dev', replicas: 1, sync: 'automated' }],
    })
  })

  it('reads the gates of an environment, and takes no option for the name of a script', () => {
    expect(readSettings(withGates('{ minimumTime: 2h }')).environments[0]?.gates).toEqual({
      minimumTime: '2h',
      scripts: [],
    })
    expect(readSettings(withGates('{ scripts: [smoke, "test:e2e"] }')).environments[0]?.gates).toEqual({
      scripts: ['smoke', 'test:e2e'],
    })
    for (const gates of ['{ minimumTime: soon }', '{ scripts: ["--eval=1"] }', '{ scripts: ["a; b"] }'])
      expect(problemsOf(withGates(gates))).toMatchObject([{ code: 'invalid-value', line: 4 }])
  })

  it('names file, line and column of everything that is wrong', () => {
    const text = `registry: ghcr.io/acme
environments:
  - name: staging
    replica: 1
  - name: Production
  - name: staging
`
    expect(problemsOf(text)).toEqual([
      { code: 'invalid-value', file: 'slipway.yaml', line: 4, column: 5 },
      { code: 'invalid-value', file: 'slipway.yaml', line: 5, column: 11 },
      { code: 'invalid-value', file: 'slipway.yaml', line: 6, column: 11 },
    ])
  })

  it('refuses two environments of one name', () => {
    const text = 'registry: a\nenvironments:\n  - name: a\n  - name: a\n'
    expect(problemsOf(text)).toEqual([{ code: 'invalid-value', file: 'slipway.yaml', line: 4, column: 11 }])
  })

  it('refuses what is no YAML, and an empty file', () => {
    expect(problemsOf('registry: "a')).toMatchObject([{ code: 'invalid-yaml', line: 1 }])
    expect(problemsOf('')).toMatchObject([{ code: 'invalid-value', line: 1, column: 1 }])
  })
})

describe('findEnvironment()', () => {
  it('throws "unknown-environment" for one that is not in the settings', () => {
    const settings = readSettings('registry: a\nenvironments: [{ name: staging }]')
    expect(findEnvironment(settings, 'staging').name).toBe('staging')
    expect(() => findEnvironment(settings, 'stagin')).toThrow(
      expect.objectContaining({ code: 'unknown-environment' }),
    )
  })
})

function withGates(gates: string): string {
  return `registry: a\nenvironments:\n  - name: production\n    gates: ${gates}\n`
}

function problemsOf(text: string): object[] {
  try {
    readSettings(text)
    return []
  } catch (error) {
    if (!(error instanceof ConfigRepoError) || error.code !== 'invalid-settings') throw error
    return error.problems.map(({ code, file, line, column }) => ({ code, file, line, column }))
  }
}
