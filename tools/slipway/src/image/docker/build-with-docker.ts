import { importDockerSave, type ImageInLayout } from '@slipway/oci'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Service } from '../../workspace/service.ts'
import { hasBuildKit, runDocker, streamDocker } from './run-docker.ts'

/** What the docker builder works on. */
export interface DockerBuild {
  readonly workspace: string
  readonly service: Service
  /** Name of the base for Docker, given to the Dockerfile as the build argument `BASE_IMAGE`. */
  readonly base: string | undefined
  /** Images that it may be built on: their layers are not compressed again, which is what takes long. */
  readonly known: readonly ImageInLayout[]
  /** Folder that the image is written to. */
  readonly layout: string
}

/** Lets Docker build a service's Dockerfile, and takes over what it saves. Throws `docker-failed` with its output. */
export async function buildWithDocker(build: DockerBuild): Promise<ImageInLayout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-docker-'))
  try {
    const idFile = path.join(folder, 'id')
    await runDocker(buildArguments(build, idFile, await hasBuildKit()), build.workspace)
    const id = (await readFile(idFile, 'utf8')).trim()
    return await streamDocker(['image', 'save', id], (saved) =>
      importDockerSave(saved, build.layout, { known: build.known }),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function buildArguments({ service, base }: DockerBuild, idFile: string, buildKit: boolean): string[] {
  return [
    ...(buildKit ? ['buildx', 'build', '--load', '--provenance=false'] : ['build']),
    ...(base === undefined ? [] : ['--build-arg', `BASE_IMAGE=${base}`]),
    `--file=${service.dockerfile}`,
    `--iidfile=${idFile}`,
    // A name, so that the image of the last build is not left over without one.
    `--tag=slipway-build/${service.name}`,
    service.context,
  ]
}
