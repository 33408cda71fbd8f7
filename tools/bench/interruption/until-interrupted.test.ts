import { execa } from 'execa'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const script = `
const { untilInterrupted } = await import(process.argv[1])
const { execa } = await import('execa')
const { setTimeout } = await import('node:timers/promises')
await untilInterrupted(async (cancelSignal) => {
  try {
    const running = execa(process.execPath, ['-e', 'console.log(1); setTimeout(() => {}, 60000)'], { cancelSignal })
    running.stdout.once('data', () => console.log('at work'))
    await running
  } finally {
    await setTimeout(50)
    console.log('cleaned up')
  }
})
console.log('went on')
`

describe('untilInterrupted()', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('cleans up after %s, and ends by it', async (signal) => {
    const file = path.join(import.meta.dirname, 'until-interrupted.ts')
    const running = execa(process.execPath, ['--input-type=module', '--eval', script, file], {
      reject: false,
    })
    running.stdout.once('data', () => running.kill(signal))
    const ended = await running
    expect(ended.stdout).toBe('at work\ncleaned up')
    expect(ended.signal).toBe(signal)
  })
})
