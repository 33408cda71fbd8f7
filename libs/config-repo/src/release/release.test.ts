import { describe, expect, it } from 'vitest'
import { readRelease, writeRelease, type Release } from './release.ts'

const release: Release = {
  service: 'orders',
  image: 'ghcr.io/acme/orders',
  digest: `sha256:${'a'.repeat(64)}`,
  inputs: `sha256:${'b'.repeat(64)}`,
  source: { repository: 'https://example.test/shop.git', commit: 'c'.repeat(40) },
}

const { service: _, ...build } = release

const heldRelease: Release = {
  ...release,
  since: '2026-11-21T09:30:00Z',
  release: 'v1.2.0',
  promoted: { from: 'staging', commit: 'd'.repeat(40) },
  hotfix: { reason: 'The shop is down' },
  hold: { reason: 'Orders are lost', since: '2026-11-21T09:30:00Z', until: '2026-11-22T09:30:00Z' },
  pending: { ...build, digest: `sha256:${'e'.repeat(64)}`, hotfix: { reason: 'Carts are lost' } },
}

describe('readRelease()', () => {
  it('reads what writeRelease() wrote', () => {
    expect(readRelease(writeRelease(release), 'release.yaml')).toEqual(release)
    expect(readRelease(writeRelease(heldRelease), 'release.yaml')).toEqual(heldRelease)
  })

  it('refuses a time that is none, and one without its zone', () => {
    for (const time of ['2026-13-21T09:30:00Z', '2026-11-21T09:30:00', 'soon']) {
      const text = writeRelease({ ...release, since: time })
      expect(() => readRelease(text, 'release.yaml')).toThrow(
        expect.objectContaining({ code: 'invalid-release' }),
      )
    }
  })

  it('throws "invalid-release" with the place of each problem', () => {
    const text = writeRelease(release).replace('sha256:aaa', 'sha256:xyz')
    expect(() => readRelease(text, 'o/release.yaml')).toThrow(
      expect.objectContaining({
        code: 'invalid-release',
        problems: [expect.objectContaining({ file: 'o/release.yaml', line: 4, column: 9 })],
      }),
    )
  })
})
