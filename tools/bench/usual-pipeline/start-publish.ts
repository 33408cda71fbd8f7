import { execa } from 'execa'
import path from 'node:path'
import type { LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import type { PublishBoth } from '../config-repos/publish-both.ts'

/** Publishes in a process of its own, and gives the milliseconds from its start to its end. */
export async function startPublish(repository: LargeConfigRepo, how: PublishBoth): Promise<number> {
  const program = path.join(import.meta.dirname, 'publish-process.ts')
  const begin = performance.now()
  await execa(process.execPath, [program, JSON.stringify({ repository, how })])
  return performance.now() - begin
}
