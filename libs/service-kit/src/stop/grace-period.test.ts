import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../settings/read-settings.ts'

const base = path.resolve(import.meta.dirname, '../../../../config-repo/base')
const settings = readSettings({ name: 'any', port: 3000 }, { APP_ENV: 'production' })

describe.each(['metadata-service', 'computation-service'])('the Deployment of %s', (service) => {
  async function seconds(field: string): Promise<number> {
    const yaml = await readFile(path.join(base, service, 'deployment.yaml'), 'utf8')
    return Number(new RegExp(`${field}: (\\d+)\n`).exec(yaml)?.[1])
  }

  it('waits longer for the end than a stop may take, drain delay included', async () => {
    const graceMs = 1000 * (await seconds('terminationGracePeriodSeconds'))
    expect(settings.STOP_DEADLINE_MS).toBeLessThanOrEqual(graceMs - 2000)
    expect(settings.DRAIN_DELAY_MS).toBeLessThan(settings.STOP_DEADLINE_MS / 2)
  })

  it('waits longer for /ready than its checks may take', async () => {
    expect(1000 * (await seconds('timeoutSeconds'))).toBeGreaterThan(settings.READY_TIMEOUT_MS)
  })
})
