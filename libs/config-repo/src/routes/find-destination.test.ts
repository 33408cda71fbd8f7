import { describe, expect, it } from 'vitest'
import { ConfigRepoError } from '../config-repo-error.ts'
import { readSettings } from '../settings/settings.ts'
import { findDestination, publishedEnvironments } from './find-destination.ts'

const environments = `registry: ghcr.io/acme
environments:
  - name: staging
  - name: pre
  - name: production
`
const routed = `${environments}routes:
  - branch: main
    publish: [staging]
  - branch: release/*
    publish: [pre]
  - tag: v*.*.*-rc.*
    promote: pre
  - tag: v*.*.*
    promote: production
    from: pre
`

const toStaging = { kind: 'publish', environments: ['staging'] }

describe('findDestination()', () => {
  it('publishes the branch to the first environment and promotes tags to the second where no routes are', () => {
    const settings = readSettings(environments)
    expect(findDestination(settings, 'refs/heads/main')).toEqual(toStaging)
    expect(findDestination(settings, 'refs/heads/trunk', { branch: 'trunk' })).toEqual(toStaging)
    expect(findDestination(settings, 'refs/tags/v1.2.0')).toEqual({
      kind: 'promote',
      from: 'staging',
      to: 'pre',
    })
    for (const ref of ['refs/heads/feature/x', 'refs/tags/main', 'refs/heads/v1.2.0', 'refs/pull/7/merge'])
      expect(findDestination(settings, ref)).toBeUndefined()
  })

  it('has nowhere to promote to where there is one environment', () => {
    const settings = readSettings('registry: a\nenvironments:\n  - name: live\n')
    expect(findDestination(settings, 'refs/tags/v1.2.0')).toBeUndefined()
  })

  it('follows the first route that fits', () => {
    const settings = readSettings(routed)
    expect(findDestination(settings, 'refs/heads/release/1.2')).toEqual({
      kind: 'publish',
      environments: ['pre'],
    })
    expect(findDestination(settings, 'refs/tags/v1.2.0-rc.1')).toEqual({
      kind: 'promote',
      from: 'staging',
      to: 'pre',
    })
    expect(findDestination(settings, 'refs/tags/v1.2.0')).toEqual({
      kind: 'promote',
      from: 'pre',
      to: 'production',
    })
    expect(findDestination(settings, 'refs/heads/trunk', { branch: 'trunk' })).toBeUndefined()
  })

  it.each(['main', 'v1.2.0', '', 'refs/heads/'])(
    'throws "invalid-ref" for %j, which may be either',
    (ref) => {
      expect(() => findDestination(readSettings(routed), ref)).toThrow(
        expect.objectContaining({ code: 'invalid-ref' }),
      )
    },
  )
})

describe('publishedEnvironments()', () => {
  it('has the first environment, and those that a route publishes to', () => {
    expect([...publishedEnvironments(readSettings(environments))]).toEqual(['staging'])
    expect([...publishedEnvironments(readSettings(routed))]).toEqual(['staging', 'pre'])
  })
})

describe('readSettings() of routes', () => {
  it.each([
    ['an environment that is not there', '{ branch: main, publish: [qa] }'],
    ['a promotion to one that is not there', '{ tag: v*, promote: qa }'],
    ['a promotion from one that is not there', '{ tag: v*, promote: pre, from: qa }'],
    ['a promotion to the first', '{ tag: v*, promote: staging }'],
    ['both a branch and a tag', '{ branch: main, tag: v*, publish: [pre] }'],
    ['neither', '{ publish: [pre] }'],
    ['two ways to go', '{ branch: main, publish: [pre], promote: production }'],
    ['none', '{ branch: main }'],
    ['a place to come from without one to go to', '{ branch: main, publish: [pre], from: staging }'],
    ['a name that no ref has', '{ branch: "a b", publish: [pre] }'],
  ])('refuses %s, and says where', (_, route) => {
    const read = () => readSettings(`${environments}routes:\n  - ${route}\n`)
    expect(read).toThrow(ConfigRepoError)
    expect(read).toThrow(
      expect.objectContaining({
        code: 'invalid-settings',
        problems: [expect.objectContaining({ line: 7 })],
      }),
    )
  })
})
