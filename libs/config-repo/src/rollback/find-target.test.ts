import { describe, expect, it } from 'vitest'
import { commitOf, releaseEvents, trunkOf } from '../testing/release-events.ts'
import { findTarget } from './find-target.ts'

function target(lines: string[], to?: string): string {
  const events = releaseEvents(...lines)
  const found = findTarget({ events, trunk: trunkOf(events) }, to)
  return 'release' in found ? (found.release.digest.at(-1) ?? '') : found.code
}

describe('findTarget()', () => {
  it('gives the build before, and counts further back', () => {
    const lines = ['publish a', 'publish b', 'publish d']
    expect(target(lines)).toBe('b')
    expect(target(lines, '2')).toBe('a')
    expect(target(lines, '3')).toBe('no-earlier-build')
    expect(target(lines, '0')).toBe('no-earlier-build')
    expect(target(['publish a'])).toBe('no-earlier-build')
    expect(target([])).toBe('no-earlier-build')
  })

  it.each([
    ['a rollback', ['publish a', 'publish b', 'publish d', 'rollback b'], 'a'],
    ['a rollback of two builds', ['publish a', 'publish b', 'publish d', 'rollback a'], 'no-earlier-build'],
    ['a plain revert', ['publish a', 'publish b', 'publish d', 'revert b'], 'a'],
    ['an edit back by hand', ['publish a', 'publish b', 'publish d', 'by hand b'], 'a'],
    ['a build after a rollback', ['publish a', 'publish b', 'rollback a', 'publish d'], 'a'],
    ['going forward again', ['publish a', 'publish b', 'rollback a', 'rollback b'], 'a'],
    ['a resume that ended an edit', ['publish a', 'publish b', 'by hand d', 'resume b'], 'a'],
    ['a publish of what source was reverted to', ['publish a', 'publish b', 'publish a'], 'b'],
    ['an edit to a build that nobody knows', ['publish a', 'publish b', 'by hand d'], 'b'],
    ['a release after such an edit', ['publish a', 'by hand b', 'publish d'], 'a'],
  ])('never goes back to what somebody went back from: after %s', (_, lines, expected) => {
    expect(target(lines)).toBe(expected)
  })

  it('does not take what ran before an overlay could not be read for an earlier build', () => {
    const events = releaseEvents('promote a', 'promote b', 'by hand c', 'promote b')
    const gap = events.map((event, index) =>
      index === 1 ? { ...event, after: undefined } : index === 0 ? { ...event, before: undefined } : event,
    )
    const found = findTarget({ events: gap, trunk: trunkOf(gap) })
    expect(found).toMatchObject({ release: { digest: expect.stringMatching(/a$/) as string } })
  })

  it('finds a build by the beginning of its digest, of a commit of the config repo, or of its source', () => {
    const lines = ['publish 1', 'publish 2', 'publish 3']
    expect(target(lines, 'sha256:1111')).toBe('1')
    expect(target(lines, '22222')).toBe('2')
    expect(target(lines, commitOf(0).slice(0, 7))).toBe('1')
    expect(target(lines, 'SHA256:11')).toBe('1')
  })

  it('finds what ran at a commit that changed something else', () => {
    const lines = ['publish 1', 'publish 2']
    const later = commitOf(0).replaceAll('0', 'f')
    expect(target(lines, later)).toBe('1')
  })

  it('refuses what names several builds or none', () => {
    expect(target(['publish a', 'publish b'], 'c0')).toBe('unknown-build')
    expect(target(['publish a', 'publish b'], 'sha256:')).toBe('unknown-build')
    expect(target(['publish a', 'publish b'], 'dddd')).toBe('unknown-build')
    expect(target(['publish a', 'by hand b'], 'bbbb')).toBe('unknown-build')
    const twins = releaseEvents('publish a', 'publish b').map((event) => ({
      ...event,
      origin: 'ee'.repeat(20),
    }))
    expect(findTarget({ events: twins, trunk: trunkOf(twins) }, 'eeee')).toMatchObject({
      code: 'ambiguous-build',
    })
  })

  it('tells the last commit at which a build ran, so that later edits of its configuration come back too', () => {
    const events = releaseEvents('publish a', 'publish b')
    const trunk = trunkOf(events)
    const last = commitOf(0).replaceAll('0', 'f')
    expect(findTarget({ events, trunk })).toMatchObject({ commit: commitOf(0), lastCommit: last })
    expect(findTarget({ events, trunk }, 'bbbb')).toMatchObject({ lastCommit: trunk[0]?.commit })
    expect(findTarget({ events, trunk }, last)).toMatchObject({ commit: commitOf(0), lastCommit: last })
  })
})
