import { createBareRepository, type Repository, type RepositoryOptions } from '@slipway/git'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where objects lie while a commit is made. */
export interface ScratchOptions {
  /** A folder to keep them in for the next time; a temporary one, removed afterwards, when left out. */
  readonly cache?: string | undefined
  /** The repository whose configuration counts: identity, signing, credentials. */
  readonly configuredAs?: Repository | undefined
  /** What Git runs with. */
  readonly git?: RepositoryOptions | undefined
}

/** Gives `action` a bare repository to work in, which is its own: what is kept for the next time are objects alone. */
export async function withScratch<T>(
  { cache, configuredAs, git }: ScratchOptions,
  action: (scratch: Repository) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-config-'))
  const sharedObjects = cache === undefined ? undefined : path.join(cache, 'objects')
  try {
    await using scratch = await createBareRepository(folder, { ...git, configuredAs, sharedObjects })
    return await action(scratch)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
