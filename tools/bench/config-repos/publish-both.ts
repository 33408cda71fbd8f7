import { publish } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import { digestOf } from './digest.ts'
import { gitEnvironment } from './git.ts'
import { publishedServices, type LargeConfigRepo } from './large-config-repo.ts'

/** How to publish. */
export interface PublishBoth {
  /** What the digests are made of: another one each time. */
  readonly build: string
  /** Where the config repo is; its folder when left out. */
  readonly url?: string
  readonly cache?: string | undefined
  readonly env?: Readonly<Record<string, string>>
  /** Publishers with names of their own do not supersede each other. */
  readonly workspace?: string
  /** Those to publish; both when left out. */
  readonly services?: readonly string[]
}

/** Publishes the two services, and gives the milliseconds that it took. Throws when nothing was committed. */
export async function publishBoth(
  { bare, source, commit }: LargeConfigRepo,
  { build, url = bare, cache, env = {}, workspace = 'shop', services = publishedServices }: PublishBoth,
): Promise<number> {
  const git = { env: { ...gitEnvironment, ...env } }
  const images = services.map((service) => ({
    service,
    image: `ghcr.io/acme/${service}`,
    digest: digestOf(`${build} of ${service}`),
    inputs: digestOf(`inputs ${build}`),
  }))
  const begin = performance.now()
  const { commit: made } = await publish(
    {
      location: { url, branch: 'main', folder: '' },
      environments: ['staging'],
      workspace,
      source: { repository: 'https://example.test/shop.git', commit },
      images,
      sourceRepository: await openRepository(source, git),
    },
    { git, cache, again: true },
  )
  const took = performance.now() - begin
  if (made === null) throw new Error(`Wanted a commit for "${build}"`)
  return took
}
