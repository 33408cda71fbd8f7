import { describe, expect, it } from 'vitest'
import type { Overlay } from '../snapshot/overlay.ts'
import { digest, image } from '../testing/world.ts'
import { eventActionOf } from './event-action.ts'

const hold = { reason: 'Errors', since: '2026-11-21T09:30:00Z' }
const promoted = { from: 'staging', commit: 'e'.repeat(40) }

function overlay(letter: string, more: object = {}, runs = letter): Overlay {
  const source = { repository: 'https://example.test/shop.git', commit: 'c'.repeat(40) }
  return {
    environment: 'production',
    service: 'orders',
    kustomization: '',
    image: { name: 'orders', newName: 'ghcr.io/acme/orders', digest: digest(runs) },
    release: { ...image('orders', letter), source, ...more },
  }
}

function action(message: string, before: Overlay | undefined, after: Overlay | undefined): string {
  return eventActionOf(message, 'production', { before, after })
}

describe('eventActionOf()', () => {
  it('believes the trailers, and tells a hotfix of that environment', () => {
    const states = [overlay('a'), overlay('b')] as const
    expect(action('x\n\nSlipway-Action: resume\n', ...states)).toBe('resume')
    const hotfix = 'x\n\nSlipway-Action: publish\nSlipway-Hotfix: production\n'
    expect(action(hotfix, ...states)).toBe('hotfix')
    expect(action(hotfix.replace('production', 'staging'), ...states)).toBe('publish')
  })

  it('knows a revert by its message, also one of a commit with trailers', () => {
    const states = [overlay('b'), overlay('a')] as const
    expect(action('Revert "Publish orders"\n\nReverts acme/config#7\n', ...states)).toBe('revert')
    expect(action(`Away\n\nThis reverts commit ${'a'.repeat(40)}.\n`, ...states)).toBe('revert')
  })

  it('looks at the change where a squash merge lost the trailers', () => {
    expect(action('Release', overlay('a'), overlay('b', { promoted }))).toBe('promote')
    expect(action('Back', overlay('b'), overlay('a', { hold }))).toBe('rollback')
    expect(action('Wait', overlay('a'), overlay('a', { hold }))).toBe('hold')
    expect(action('On', overlay('a', { hold }), overlay('a'))).toBe('resume')
    expect(action('Publish\n\nSlipway-Source: 1\n', overlay('a'), overlay('b'))).toBe('publish')
  })

  it('calls everything else an edit by hand', () => {
    expect(action('Fix', overlay('a'), overlay('a', {}, 'b'))).toBe('by hand')
    expect(action('Fix', overlay('a', { hold }), overlay('a', { hold }, 'b'))).toBe('by hand')
    expect(action('Gone', overlay('a'), undefined)).toBe('by hand')
  })
})
