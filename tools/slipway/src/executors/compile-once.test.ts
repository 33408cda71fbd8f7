import { temporaryDirectory } from '@slipway/testing'
import { execa } from 'execa'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const script = `
const { compileOnce } = await import(process.argv[1])
compileOnce()
await import(process.argv[2])
`

describe('compileOnce()', () => {
  it("keeps what is compiled after it in the user's own cache", async () => {
    const cache = await temporaryDirectory()
    const modules = ['compile-once.ts', 'run-executor.ts'].map((name) => path.join(import.meta.dirname, name))
    const args = ['--input-type=module', '--eval', script, ...modules]
    await execa(process.execPath, args, { env: { XDG_CACHE_HOME: cache } })
    const kept = await readdir(path.join(cache, 'slipway/compiled'), { recursive: true, withFileTypes: true })
    expect(kept.filter((entry) => entry.isFile()).length).toBeGreaterThan(1)
  })
})
