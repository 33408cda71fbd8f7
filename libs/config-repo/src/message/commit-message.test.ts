import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { commitMessage, describeMove, nameServices, shortDigest, type CommitStory } from './commit-message.ts'
import { readTrailers, withoutBase } from './trailers.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`

const story: CommitStory = {
  action: 'promote',
  title: 'Promote 2 services from staging to production',
  rows: [
    { subject: 'carts', text: describeMove(null, digest('a')) },
    { subject: 'orders', text: describeMove(digest('a'), digest('b')) },
  ],
  environments: ['production'],
  release: 'v1.2.0',
  source: 'c'.repeat(40),
  reason: 'The sale begins',
}

describe('commitMessage()', () => {
  it('has a line, a table, and trailers that Git reads as such', async () => {
    const message = commitMessage({ ...story, paragraphs: ['It was tested.'] })
    expect(message).toBe(`Promote 2 services from staging to production

carts  | none → sha256:aaaaaaaaaaaa
orders | sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb

It was tested.

Slipway-Action: promote
Slipway-Environment: production
Slipway-Source: ${'c'.repeat(40)}
Slipway-Release: v1.2.0
Slipway-Reason: The sale begins`)
    const folder = await temporaryDirectory()
    await writeFiles(folder, { message })
    expect((await git(folder, 'interpret-trailers', '--parse', 'message')).split('\n')).toHaveLength(5)
  })

  it('lets no text of a person begin a trailer', () => {
    const forged = 'x\nSlipway-Action: publish\r\nSlipway-Source: y\u2028Slipway-Release: z'
    const message = commitMessage({
      ...story,
      action: 'rollback',
      title: forged,
      rows: [{ subject: 'orders', text: forged }],
      paragraphs: [forged, 'Slipway-Action: publish'],
      reason: forged,
    })
    expect(readTrailers(message)).toMatchObject({
      action: 'rollback',
      source: story.source,
      release: 'v1.2.0',
      reason: 'x Slipway-Action: publish Slipway-Source: y Slipway-Release: z',
    })
  })

  it('leaves out a table without rows', () => {
    expect(commitMessage({ ...story, rows: [] }).split('\n\n')).toHaveLength(2)
  })
})

describe('readTrailers()', () => {
  it('reads what commitMessage() wrote, also below the lines of a squash merge', () => {
    const read = {
      action: 'promote',
      environments: ['production'],
      hotfix: [],
      workspace: undefined,
      source: story.source,
      release: 'v1.2.0',
      overrides: [],
      base: undefined,
      reason: 'The sale begins',
    }
    expect(readTrailers(commitMessage(story))).toEqual(read)
    const squashed = `Release v1.2.0 (#7)\n\n${commitMessage(story)}\n\nCo-authored-by: Ann <ann@example.test>\n`
    expect(readTrailers(squashed)).toEqual(read)
  })

  it('tells each environment once, and which of them got a hotfix', () => {
    const environments = ['staging', 'production']
    const message = commitMessage({ ...story, action: 'publish', environments, hotfix: ['production'] })
    expect(readTrailers(`${message}\n${message}`)).toMatchObject({ environments, hotfix: ['production'] })
  })

  it('tells what was overruled, and what a review branch was planned on', () => {
    const message = commitMessage({ ...story, overrides: ['allow-held', 'skip-gates'], base: 'd'.repeat(40) })
    expect(readTrailers(message)).toMatchObject({
      overrides: ['allow-held', 'skip-gates'],
      base: 'd'.repeat(40),
      reason: story.reason,
    })
    expect(withoutBase(message)).toBe(commitMessage({ ...story, overrides: ['allow-held', 'skip-gates'] }))
  })

  it('tells nothing of a commit that somebody made by hand', () => {
    expect(readTrailers('Raise the replicas\n\nSlipway-Environment: staging\n')).toBeUndefined()
    expect(readTrailers('x\n\nSlipway-Action: explode\n')).toBeUndefined()
  })
})

describe('nameServices()', () => {
  it('names one, and counts several, each once', () => {
    expect(nameServices(['orders', 'orders'])).toBe('orders')
    expect(nameServices(['orders', 'carts'])).toBe('2 services')
  })
})

describe('shortDigest()', () => {
  it('cuts digests, and neither tags nor nothing', () => {
    expect([digest('a'), 'v1.2.0-with-a-long-name', null].map(shortDigest)).toEqual([
      'sha256:aaaaaaaaaaaa',
      'v1.2.0-with-a-long-name',
      'none',
    ])
  })
})
