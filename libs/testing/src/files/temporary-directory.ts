import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/** A new empty folder (its real path), removed when the test file, or the `describe` block around the call, is over. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), 'slipway-test-')))
  created.push(directory)
  return directory
}

const created: string[] = []

afterAll(async () => {
  await Promise.all(created.splice(0).map((directory) => rm(directory, { recursive: true, force: true, maxRetries: 5 })))
})
