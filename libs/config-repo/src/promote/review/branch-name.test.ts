import { describe, expect, it } from 'vitest'
import type { PromoteRequest } from '../promote-request.ts'
import { branchOf } from './branch-name.ts'

const location = { url: '/nowhere', branch: 'main', folder: '' }

function nameOf(more: Partial<PromoteRequest>): string | undefined {
  return branchOf({ location, to: 'production', services: 'all', branch: true, ...more })
}

function services(...names: string[]): Partial<PromoteRequest> {
  return { services: names.map((service) => ({ service })) }
}

describe('branchOf()', () => {
  it('tells what is promoted and where to, the same for the same request', () => {
    expect(nameOf({ branch: undefined })).toBeUndefined()
    expect(nameOf({})).toBe('promote/production/all')
    expect(nameOf({ release: 'v1.2.0' })).toBe('promote/production/v1.2.0')
    expect(nameOf(services('orders', 'carts'))).toBe('promote/production/carts+orders')
    const many = nameOf(services('d', 'b', 'c', 'a', 'e'))
    expect(many).toMatch(/^promote\/production\/a\+4-more-[0-9a-f]{8}$/)
    expect(nameOf(services('a', 'b', 'c', 'e', 'd'))).toBe(many)
    expect(nameOf(services('a', 'b', 'c', 'd', 'f'))).not.toBe(many)
  })

  it('refuses what is no name of a branch, and the branch that is deployed', () => {
    for (const branch of [
      'main',
      'refs/heads/x',
      '',
      '-x',
      'a..b',
      'a//b',
      '.a',
      'a/.b',
      'a.lock',
      'a/',
      'a b',
      'a~1',
      'HEAD',
    ])
      expect(() => nameOf({ branch }), branch).toThrow(expect.objectContaining({ code: 'invalid-name' }))
    expect(nameOf({ branch: 'reviews/orders_1.2' })).toBe('reviews/orders_1.2')
  })
})
