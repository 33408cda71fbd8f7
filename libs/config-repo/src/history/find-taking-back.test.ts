import { describe, expect, it } from 'vitest'
import { commitOf, releaseEvents } from '../testing/release-events.ts'
import { digest } from '../testing/world.ts'
import { findTakingBack } from './find-taking-back.ts'
import type { ReleaseEvent } from './release-event.ts'

const takenBack = (events: readonly ReleaseEvent[], letter: string) =>
  findTakingBack(events, digest(letter))?.commit

describe('findTakingBack()', () => {
  it('finds the revert that ended a build, and none of one that was followed by another', () => {
    const events = releaseEvents('promote a', 'promote b', 'revert a')
    expect(takenBack(events, 'b')).toBe(commitOf(2))
    expect(takenBack(events, 'a')).toBeUndefined()
    expect(takenBack(releaseEvents('promote a', 'promote b'), 'a')).toBeUndefined()
  })

  it('counts the last time that it ended: what was released again is not taken back', () => {
    const again = ['promote a', 'promote b', 'revert a', 'promote b', 'promote c']
    expect(takenBack(releaseEvents(...again), 'b')).toBeUndefined()
    expect(takenBack(releaseEvents(...again, 'rollback b', 'revert c'), 'b')).toBe(commitOf(6))
  })

  it('leaves a rollback to its hold, and what was only tried by hand to whoever tried it', () => {
    const rolledBack = releaseEvents('promote a', 'promote b', 'rollback a')
    expect(takenBack(rolledBack, 'b')).toBeUndefined()
    expect(findTakingBack(rolledBack, digest('b'), { orRollback: true })?.commit).toBe(commitOf(2))
    expect(takenBack(releaseEvents('promote a', 'by hand f', 'revert a'), 'f')).toBeUndefined()
    expect(takenBack(releaseEvents('promote a', 'by hand f'), 'a')).toBeUndefined()
  })

  it('takes both files brought back by hand for a revert with another message', () => {
    const events = releaseEvents('promote a', 'promote b', 'revert a')
    const restored = events.map((event, index) =>
      index === 0 ? { ...event, action: 'by hand' as const } : event,
    )
    expect(takenBack(restored, 'b')).toBe(commitOf(2))
    const removed = restored.map((event, index) => (index === 0 ? { ...event, after: undefined } : event))
    expect(takenBack(removed, 'b')).toBeUndefined()
  })
})
