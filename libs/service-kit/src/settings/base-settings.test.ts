import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { adminPort, baseSettings } from './base-settings.ts'

describe('baseSettings()', () => {
  it('has the variables and defaults that the README tells', async () => {
    const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8')
    const [, section = ''] = /^## Settings$(.*?)^## /ms.exec(readme) ?? []
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    const told = rows.map((row) =>
      row
        .replaceAll('`', '')
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim()),
    )
    const base = baseSettings(3000)
    const defaults: Record<string, unknown> = {
      ...base.parse({ APP_ENV: 'production' }),
      PORT: "the service's port",
      ADMIN_PORT: 'PORT + 1000',
      APP_ENV: base.parse({}).APP_ENV,
    }
    const variables = Object.keys(base.in.shape)
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(variables.map((name) => [name, String(defaults[name] ?? 'none')])),
    )
  })
})

describe('adminPort()', () => {
  it.each([
    [{ PORT: 3000 }, 4000],
    [{ PORT: 65_000 }, 64_000],
    [{ PORT: 0 }, 0],
    [{ PORT: 3000, ADMIN_PORT: 9090 }, 9090],
    [{ PORT: 3000, ADMIN_PORT: 0 }, 0],
  ])('is, for %j, %i', (settings, port) => {
    expect(adminPort(settings)).toBe(port)
  })
})
