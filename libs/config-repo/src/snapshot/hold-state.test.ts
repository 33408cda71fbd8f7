import { describe, expect, it } from 'vitest'
import type { Release } from '../release/release.ts'
import { digest, image } from '../testing/world.ts'
import { holdStateOf } from './hold-state.ts'
import type { Overlay } from './overlay.ts'

const since = '2026-11-21T09:30:00Z'
const now = new Date('2026-11-21T12:00:00Z')

function overlayOf(more: Partial<Release>, runs: string = digest('a')): Overlay {
  const source = { repository: '', commit: 'c'.repeat(40) }
  return {
    environment: 'staging',
    service: 'orders',
    kustomization: '',
    image: { name: 'orders', newName: 'ghcr.io/acme/orders', digest: runs },
    release: { ...image('orders', 'a'), source, ...more },
  }
}

describe('holdStateOf()', () => {
  it('is nothing for a release that runs, and for one that was never released', () => {
    expect(holdStateOf(overlayOf({}), now)).toBeUndefined()
    expect(holdStateOf({ ...overlayOf({}), release: undefined }, now)).toBeUndefined()
  })

  it('tells a hold until its time has come', () => {
    expect(holdStateOf(overlayOf({ hold: { reason: 'Bad', since } }), now)).toEqual({
      kind: 'held',
      reason: 'Bad',
      since,
    })
    const until = (time: string) => overlayOf({ hold: { reason: 'Bad', since, until: time } })
    expect(holdStateOf(until('2026-11-21T12:00:01Z'), now)).toMatchObject({ kind: 'held' })
    expect(holdStateOf(until('2026-11-21T12:00:00Z'), now)).toBeUndefined()
  })

  it('tells an edit by hand, also of what is held', () => {
    const edited = overlayOf({ hold: { reason: 'Bad', since } }, digest('b'))
    expect(holdStateOf(edited, now)).toEqual({ kind: 'edited by hand' })
  })
})
