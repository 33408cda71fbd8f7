import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import { withCode } from '../testing/sample-image.ts'
import { checkHost, checkReference, parseImageName, parseImageReference } from './names.ts'

describe('parseImageName()', () => {
  it.each([
    ['ghcr.io/team/orders', 'ghcr.io', 'team/orders'],
    ['127.0.0.1:5000/orders', '127.0.0.1:5000', 'orders'],
    ['localhost/orders', 'localhost', 'orders'],
    ['team/orders', 'docker.io', 'team/orders'],
    ['node', 'docker.io', 'library/node'],
  ])('takes %j apart', (name, host, repository) => {
    expect(parseImageName(name)).toEqual({ host, repository })
  })

  it.each(['', 'UPPER', 'ghcr.io/../x', 'a b', 'ghcr.io/', 'user@host.io/x'])('refuses %j', (name) => {
    expect(() => parseImageName(name)).toThrow(withCode('invalid-name') as Error)
  })
})

describe('parseImageReference()', () => {
  it('wants a digest', () => {
    const digest = digestOf('x')
    const expected = { host: 'ghcr.io', repository: 'a/b', digest }
    expect(parseImageReference(`ghcr.io/a/b@${digest}`)).toEqual(expected)
    expect(() => parseImageReference('ghcr.io/a/b:latest')).toThrow(withCode('invalid-digest') as Error)
  })
})

describe('checkHost()', () => {
  it.each(['user:secret@host', 'host/path', 'https://host', 'host?x', ''])('refuses %j', (host) => {
    expect(() => checkHost(host)).toThrow(withCode('invalid-name') as Error)
  })
})

describe('checkHost() of an address with a password', () => {
  it('does not repeat the password', () => {
    expect(() => checkHost('user:s3cret@host')).toThrow(/^(?!.*s3cret)/)
  })
})

describe('checkReference()', () => {
  it.each(['../x', 'a/b', '', '.a', 'x'.repeat(129)])('refuses %j', (reference) => {
    expect(() => checkReference(reference)).toThrow(withCode('invalid-name') as Error)
  })
})
