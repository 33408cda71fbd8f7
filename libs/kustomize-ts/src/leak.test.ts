import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./testing/leak-program.ts', import.meta.url))

/** How many megabytes more are in use after 50 rounds than after 10. */
function growth(...args: string[]): number {
  const stdout = execFileSync(process.execPath, ['--expose-gc', program, ...args], { encoding: 'utf8' })
  const { after10, after50 } = JSON.parse(stdout) as { after10: number; after50: number }
  return after50 - after10
}

describe('createBuilder()', () => {
  it('keeps nothing of sessions that are over, and no more and more of one that goes on', () => {
    expect(growth()).toBeLessThan(1)
  }, 60_000)

  it('is held by a measure that sees sessions which somebody keeps', () => {
    expect(growth('keep')).toBeGreaterThan(3)
  }, 60_000)
})
