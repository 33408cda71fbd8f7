import { describeIssue } from '@slipway/config-repo'
import { describe, expect, it } from 'vitest'
import { serviceOptions } from './service-options.ts'

describe('serviceOptions', () => {
  it.each([
    { base: 'node:24' },
    { base: 24 },
    { builder: 'dockr' },
    { platforms: ['amd64'] },
    { secrets: { 'npm token': 'NPM_TOKEN' } },
    { secrets: { token: '1NPM' } },
    { buildArgs: { 'A-B': '1' } },
    { cache: `ghcr.io/acme/orders@sha256:${'0'.repeat(64)}` },
    { attestations: ['signature'] },
  ])('say of %j what is wanted, not which pattern does not match', (options) => {
    const messages = serviceOptions.safeParse(options).error?.issues.map(describeIssue)
    expect(messages).toEqual([expect.stringMatching(/^wanted /)])
  })
})
