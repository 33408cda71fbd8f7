import { ConfigRepoError } from '@slipway/config-repo'
import { OciError } from '@slipway/oci'
import { describe, expect, it } from 'vitest'
import { SlipwayError } from '../slipway-error.ts'
import { describeError } from './describe-error.ts'

const problem = {
  code: 'invalid-options',
  message: 'port: too small',
  file: 'a/package.json',
  line: 3,
  column: 5,
}

describe('describeError()', () => {
  it('prints a message, and each place in a file below it', () => {
    const error = new SlipwayError('invalid-options', 'Cannot read the options', { problems: [problem] })
    expect(describeError(error)).toBe(
      'Cannot read the options\na/package.json:3:5: port: too small [invalid-options]',
    )
  })

  it('says nothing twice', () => {
    const error = new ConfigRepoError('no-overlay', problem.message, { problems: [problem] })
    expect(describeError(error)).toBe('port: too small [no-overlay]')
  })

  it('tells who was refused by a registry how to log in, and does not tell a login that', () => {
    const facts = { host: 'ghcr.io', status: 401 }
    const refused = new OciError('unauthorized', 'Cannot pull', { ...facts, file: 'config.json' })
    expect(describeError(refused)).toContain('slipway login ghcr.io')
    expect(describeError(new OciError('unauthorized', 'Cannot ask', facts))).toBe('Cannot ask [unauthorized]')
  })

  it('leaves a bug alone, so that it keeps its stack', () => {
    expect(describeError(new TypeError('undefined is not a function'))).toBeUndefined()
    expect(describeError('thrown')).toBeUndefined()
  })
})
