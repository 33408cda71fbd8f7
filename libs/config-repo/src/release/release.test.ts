import { describe, expect, it } from 'vitest'
import { readRelease, writeRelease, type Release } from './release.ts'

const release: Release = {
  service: 'orders',
  image: 'ghcr.io/acme/orders',
  digest: `sha256:${'a'.repeat(64)}`,
  inputs: `sha256:${'b'.repeat(64)}`,
  source: { repository: 'https://example.test/shop.git', commit: 'c'.repeat(40) },
}

describe('readRelease()', () => {
  it('reads what writeRelease() wrote', () => {
    expect(readRelease(writeRelease(release), 'release.yaml')).toEqual(release)
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
