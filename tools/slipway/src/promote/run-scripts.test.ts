import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { runScripts } from './run-scripts.ts'

async function workspace(scripts: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, { 'package.json': JSON.stringify({ scripts }) })
  return directory
}

const gate = { from: 'staging', to: 'production', services: ['carts', 'orders'] }

describe('runScripts()', () => {
  it('runs the scripts in their order, tells them what is promoted, and prints what they print', async () => {
    const first = `node -p "['SLIPWAY_FROM', 'SLIPWAY_ENVIRONMENT', 'SLIPWAY_SERVICES'].map((name) => process.env[name]).join()"`
    const directory = await workspace({ first, 'second:part': 'echo and then' })
    let printed = ''
    await runScripts(directory, { ...gate, scripts: ['first', 'second:part'] }, (text) => (printed += text))
    expect(printed).toMatch(/staging,production,carts orders\n[^]*and then\n/)
  })

  it('throws "gate-failed" for one that fails, and runs no other', async () => {
    const directory = await workspace({ smoke: 'exit 3', later: 'echo later' })
    let printed = ''
    const run = runScripts(directory, { ...gate, scripts: ['smoke', 'later'] }, (text) => (printed += text))
    await expect(run).rejects.toMatchObject({
      code: 'gate-failed',
      message: expect.stringContaining('"smoke"') as string,
    })
    expect(printed).not.toContain('later')
  })

  it('throws "gate-failed" for one that package.json does not have, before it runs any', async () => {
    const directory = await workspace({ smoke: 'echo smoke' })
    let printed = ''
    const run = runScripts(directory, { ...gate, scripts: ['smoke', 'gone'] }, (text) => (printed += text))
    await expect(run).rejects.toMatchObject({
      code: 'gate-failed',
      message: expect.stringContaining('"gone"') as string,
    })
    expect(printed).toBe('')
  })
})
