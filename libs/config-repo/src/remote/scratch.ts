import { createBareRepository, type Repository, type RepositoryOptions } from '@slipway/git'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ConfigRepoLocation } from './location.ts'
import { ownPrefix, removeAbandoned } from './abandoned.ts'
import { openObjectCache } from './object-cache.ts'

/** Where objects lie while a commit is made. */
export interface ScratchOptions {
  /** A folder to keep them in for the next time, for any number of config repos; they are removed afterwards when left out. */
  readonly cache?: string | undefined
  /** The repository whose configuration counts: identity, signing, credentials. */
  readonly configuredAs?: Repository | undefined
  /** What Git runs with. */
  readonly git?: RepositoryOptions | undefined
}

let cleaned: Promise<void> | undefined

/** Gives `action` a bare repository to work in, which is its own: what is kept for the next time are objects alone. */
export async function withScratch<T>(
  { url }: Pick<ConfigRepoLocation, 'url'>,
  { cache, configuredAs, git }: ScratchOptions,
  action: (scratch: Repository) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), ownPrefix()))
  try {
    const sharedObjects = cache === undefined ? undefined : await openObjectCache(cache, url)
    await using scratch = await createBareRepository(folder, { ...git, configuredAs, sharedObjects })
    return await action(scratch)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    // Once is enough, and afterwards: nobody waits for it.
    await (cleaned ??= removeAbandoned(tmpdir()))
  }
}
