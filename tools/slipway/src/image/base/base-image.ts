import {
  dockerCredentials,
  localBase,
  localNginx,
  openStore,
  parseImageReference,
  type ImageInLayout,
  type Platform,
} from '@slipway/oci'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Environment } from '../../environment.ts'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'

/** Which base image a service is built on: as its options name it, and the digest that its inputs hash counts. */
export interface BaseReference {
  readonly reference: string
  readonly digest: string
}

/** What a base image is found with. */
export interface BaseSource {
  readonly workspace: string
  readonly environment: Environment
  /** What a base that is made here is to run; Node when left out. */
  readonly kind?: Service['kind']
}

/**
 * The base of a service, `undefined` for a Dockerfile that says it by itself. Needs no network. Throws `no-base` when
 * the oci builder has nothing to build on.
 */
export async function findBase(service: Service, source: BaseSource): Promise<BaseReference | undefined> {
  if (service.base === 'local')
    return { reference: 'local', digest: (await makeLocalBase({ ...source, kind: service.kind })).digest }
  if (service.base !== undefined) {
    return { reference: service.base, digest: parseImageReference(service.base).digest }
  }
  if (service.builder === 'docker') return undefined
  throw new SlipwayError(
    'no-base',
    `Cannot build "${service.name}" without a base image: set "base" in the "slipway" entry of "${service.root}" to "<name>@sha256:…" or "local"`,
  )
}

/** Brings a base image to this machine: one by digest is pulled once. Of an index it is the image for a platform. */
export async function fetchBase(
  base: BaseReference,
  source: BaseSource,
  platform?: Platform,
): Promise<ImageInLayout> {
  if (base.reference === 'local') return await makeLocalBase(source)
  const { host, repository, digest } = parseImageReference(base.reference)
  const credentials = dockerCredentials(source.environment.dockerConfig)
  const layout = path.join(source.environment.cache, 'base')
  return await openStore(host, { credentials, platform }).pull(repository, digest, layout)
}

/** Debian's place first; `/usr/sbin` is on no ordinary user's PATH. */
const nginxPlaces = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx']

function requireNginx(): string {
  const found = nginxPlaces.find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new SlipwayError(
    'no-base',
    'Cannot make the base "local" of a front end: there is no nginx on this machine, wanted one (Debian: apt-get install nginx) or an image by digest',
  )
}

/** Made of the nginx of this machine, or of the Node that the workspace pins, or else of the one that runs; kept, so that it costs time only once. */
async function makeLocalBase({ workspace, environment, kind }: BaseSource): Promise<ImageInLayout> {
  const folder = path.join(environment.cache, 'local-base')
  if (kind === 'static') return await localNginx(folder, { nginx: requireNginx() })
  const pinned = path.join(workspace, `node_modules/node-linux-${process.arch}/bin/node`)
  const node = existsSync(pinned) ? pinned : process.execPath
  return await localBase(folder, { node })
}
