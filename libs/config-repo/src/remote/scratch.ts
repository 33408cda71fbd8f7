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

/** Gives `action` a bare repository to work in. */
export async function withScratch<T>(
  { cache, configuredAs, git }: ScratchOptions,
  action: (scratch: Repository) => Promise<T>,
): Promise<T> {
  const folder = cache ?? (await mkdtemp(path.join(tmpdir(), 'slipway-config-')))
  try {
    return await action(await createBareRepository(folder, { ...git, ...(configuredAs && { configuredAs }) }))
  } finally {
    if (cache === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
