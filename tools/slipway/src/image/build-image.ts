import { linuxOn, type ImageInLayout } from '@slipway/oci'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Service } from '../workspace/service.ts'
import { fetchBase, type BaseReference, type BaseSource } from './base/base-image.ts'
import { fetchBases } from './base/platform-bases.ts'
import { buildWithDocker } from './docker/build-with-docker.ts'
import { buildWithOci } from './oci/build-with-oci.ts'
import { buildStatic } from './static/build-static.ts'

/** What to build an image of, and where to put it. */
export interface ImageBuild extends BaseSource {
  readonly service: Service
  readonly base: BaseReference | undefined
  readonly source: string | undefined
  /** Folder of the OCI layout, emptied before. */
  readonly layout: string
}

/** Builds a service's image with the builder that its options name. */
export async function buildImage(build: ImageBuild): Promise<ImageInLayout> {
  await rm(build.layout, { recursive: true, force: true })
  return build.service.builder === 'docker' ? await useDocker(build) : await useOci(build)
}

async function useOci({ service, base, source, layout, ...rest }: ImageBuild): Promise<ImageInLayout> {
  const bundle = path.join(rest.workspace, 'dist', service.root)
  const bases = base ? await fetchBases(service, base, rest) : [linuxOn(process.arch)]
  const build = service.kind === 'static' ? buildStatic : buildWithOci
  return await build({ service, bases, bundle, source, layout })
}

async function useDocker({ service, base, layout, ...source }: ImageBuild): Promise<ImageInLayout> {
  // Docker pulls by itself what is behind a name; only a base of this machine has to be brought.
  const isLocal = base?.reference === 'local'
  return await buildWithDocker({
    ...source,
    service,
    base: isLocal ? await fetchBase(base, source) : base?.reference,
    layout,
  })
}
