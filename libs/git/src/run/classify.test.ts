import { describe, expect, it } from 'vitest'
import { classify, explain, reasonOf } from './classify.ts'

const farewell = `fatal: Could not read from remote repository.

Please make sure you have the correct access rights
and the repository exists.`

describe('reasonOf()', () => {
  it.each([
    [
      `fatal: '/a.git' does not appear to be a git repository\n${farewell}`,
      "'/a.git' does not appear to be a git repository",
    ],
    [
      `ssh: Could not resolve hostname git.example.test\n${farewell}`,
      'ssh: Could not resolve hostname git.example.test',
    ],
    [
      "fatal: unable to access 'https://host/a.git/': Could not resolve host: host",
      'Could not resolve host: host',
    ],
    ['remote: \nremote: Frozen until Monday\nerror: failed', 'Frozen until Monday; failed'],
    ['remote: Frozen until Monday', 'Frozen until Monday'],
    ['', 'Git gave no reason'],
  ])('finds in %j what is wrong', (stderr, reason) => {
    expect(reasonOf(stderr)).toBe(reason)
  })
})

describe('explain()', () => {
  it('says in words of its own that a repository elsewhere cannot be had, whatever the transport said', () => {
    const stderr = `ssh: connect to host git.example.test port 22: Connection refused\n${farewell}`
    expect(explain('Cannot fetch', classify(stderr), reasonOf(stderr))).toBe(
      'Cannot fetch, as no Git repository answers there: ssh: connect to host git.example.test port 22: Connection refused',
    )
    expect(explain('Cannot fetch', 'failed', 'x')).toBe('Cannot fetch: x')
  })
})
