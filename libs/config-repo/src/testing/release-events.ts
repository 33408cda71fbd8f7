import type { EventAction } from '../history/event-action.ts'
import type { ReleaseEvent } from '../history/release-event.ts'
import type { TrunkStep } from '../history/trunk.ts'
import type { Overlay } from '../snapshot/overlay.ts'
import { digest, image } from './world.ts'

/** Lines such as `publish a`, the oldest first, as events, the newest first; `by hand` leaves the release of before. */
export function releaseEvents(...lines: string[]): ReleaseEvent[] {
  const events: ReleaseEvent[] = []
  for (const [index, line] of lines.entries()) {
    const [, action = '', letter = ''] = /^(.+) (\S+)$/.exec(line) ?? []
    const before = events[0]?.after
    const after = overlayOf(letter, action === 'by hand' ? before : undefined)
    events.unshift({
      environment: 'staging',
      service: 'orders',
      commit: commitOf(index),
      origin: commitOf(index),
      time: new Date(Date.UTC(2026, 10, index + 1)),
      author: { name: 'Ann', email: 'ann@example.test' },
      action: action as EventAction,
      reason: undefined,
      before,
      after,
    })
  }
  return events
}

/** A branch with one commit for each of so many events, and one more after each. */
export function trunkOf(events: readonly ReleaseEvent[]): TrunkStep[] {
  const commits = events.flatMap(({ commit }) => [commit.replaceAll('0', 'f'), commit])
  return commits.map((commit, index) => ({ commit, before: commits[index + 1], time: 0, merged: [] }))
}

/** The commit of the n-th event. */
export function commitOf(index: number): string {
  return `c0${index}`.padEnd(40, '0')
}

function overlayOf(letter: string, byHand: Overlay | undefined): Overlay {
  const source = { repository: 'https://example.test/shop.git', commit: letter.repeat(40) }
  return {
    environment: 'staging',
    service: 'orders',
    kustomization: '',
    image: { name: 'orders', newName: 'ghcr.io/acme/orders', digest: digest(letter) },
    release: byHand?.release ?? { ...image('orders', letter), source },
  }
}
