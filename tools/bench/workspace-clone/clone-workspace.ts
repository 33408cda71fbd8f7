import { execa } from 'execa'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { shareDependencies } from '../../setup/share-dependencies.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** Does something in a clone of this workspace as it is committed, with its dependencies; the clone is gone afterwards. */
export async function withClone(action: (directory: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-'))
  const directory = path.join(folder, 'workspace')
  try {
    await execa('git', ['clone', '--quiet', root, directory])
    await shareDependencies(root, directory)
    await action(directory)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
