import { git, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLosses } from './find-losses.ts'
import { runContention } from './run-contention.ts'
import { transportNames } from './transports.ts'

describe('publish() from many processes', () => {
  it.each(transportNames)('loses nothing over %s, also when some are killed', async (transport) => {
    const folder = path.join(await temporaryDirectory(), 'contention')
    const report = await runContention({ transport, publishers: 4, kills: 2, seed: 1, folder })
    expect(await findLosses(report)).toEqual([])
    expect(report.kills).toBe(2)
    // What is taken out again is missed.
    await git(report.bare, 'update-ref', 'refs/heads/main', 'main^')
    expect(await findLosses(report)).not.toEqual([])
  })
})
