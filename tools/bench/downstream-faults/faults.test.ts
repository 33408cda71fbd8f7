import { temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runFaults } from './run-faults.ts'

describe('metadata-service', () => {
  it('answers in time while everything behind it fails, is well again afterwards, and leaves nothing open', async () => {
    const warnings = path.join(await temporaryDirectory(), 'warnings.txt')
    const report = await runFaults({ seed: 3, durationMs: 4000, perSecond: 60, warnings })
    expect(report.outcomes['broken']).toBe(undefined)
    expect(Object.keys(report.outcomes)).toEqual(expect.arrayContaining(['200', '500', 'left']))
    expect(report.latestMs).toBeLessThan(3000)
    expect(report.keptAway).toBeGreaterThan(0)
    expect(report.healedMs).toBeLessThan(20_000)
    expect(report).toMatchObject({ connections: 0, warnings: '' })
    expect(report.files.after).toBeLessThanOrEqual(report.files.before + 1)
  })
})
