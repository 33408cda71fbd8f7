import { describe, expect, it } from 'vitest'
import { withoutCredentials } from './without-credentials.ts'

describe('withoutCredentials()', () => {
  it.each([
    ['https://token@host/a.git', 'https://host/a.git'],
    ['https://me:p@ss:w@host:8443/a@b', 'https://host:8443/a@b'],
    ['ssh://git:secret@host/a.git', 'ssh://git@host/a.git'],
    ['ssh://:secret@host/a.git', 'ssh://@host/a.git'],
    ['ssh://git@host/a.git', 'ssh://git@host/a.git'],
    ['git@host:acme/shop.git', 'git@host:acme/shop.git'],
    ['file:///srv/a@b/c.git', 'file:///srv/a@b/c.git'],
    [
      "fatal: 'HTTPS://x:y@host/' not found, see https://z@other/.",
      "fatal: 'HTTPS://host/' not found, see https://other/.",
    ],
  ])('turns %s into %s', (text, expected) => {
    expect(withoutCredentials(text)).toBe(expected)
  })
})
