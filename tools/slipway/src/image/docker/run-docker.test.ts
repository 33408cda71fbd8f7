import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { chmod } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { streamDocker } from './run-docker.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

it('streamDocker() gives what a command printed that has ended before anybody reads', async () => {
  const folder = await temporaryDirectory()
  await writeFiles(folder, { docker: '#!/bin/sh\necho "$@"\n' })
  await chmod(path.join(folder, 'docker'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  const text = await streamDocker(['image', 'save', 'orders'], async (stdout) => {
    await vi.waitUntil(() => !process.getActiveResourcesInfo().includes('ProcessWrap'))
    return (await stdout.toArray()).join('')
  })
  expect(text).toBe('image save orders\n')
})
