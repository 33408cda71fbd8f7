import { startGitServer } from '@slipway/testing/git-server'
import path from 'node:path'
import { createLargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { startCountingProxy } from './counting-proxy.ts'

/** What a publish over HTTP receives from the server, headers and all. */
export interface Received {
  readonly files: number
  readonly servicesAnEnvironment: number
  readonly coldBytes: number
  /** With what the one before left in the cache, after somebody else's commit. */
  readonly warmBytes: number
}

/** Publishes to a config repo of about so many files, and counts. */
export async function measureBytes(folder: string, files: number): Promise<Received> {
  const repository = await createLargeConfigRepo(folder, files)
  const server = await startGitServer(repository.bare)
  try {
    const url = new URL(server.url)
    using proxy = await startCountingProxy(Number(url.port))
    url.port = String(proxy.port)
    const cache = path.join(folder, 'cache')
    await publishBoth(repository, { build: 'cold', url: url.href, cache })
    const coldBytes = proxy.takeReceived()
    await publishBoth(repository, { build: 'other' })
    await publishBoth(repository, { build: 'warm', url: url.href, cache })
    const warmBytes = proxy.takeReceived()
    return {
      files: repository.files,
      servicesAnEnvironment: repository.servicesAnEnvironment,
      coldBytes,
      warmBytes,
    }
  } finally {
    server.close()
  }
}
