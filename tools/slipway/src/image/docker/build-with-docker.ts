import { importDockerSave, importOciArchive, type ImageInLayout } from '@slipway/oci'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Environment } from '../../environment.ts'
import type { Service } from '../../workspace/service.ts'
import { daemonArguments, engineArguments, type DockerRun } from './build-arguments.ts'
import { findDockerBuilder, type DockerBuilder } from './docker-builder.ts'
import { loadIntoDocker } from './load-into-docker.ts'
import { requireBuilder } from './require-builder.ts'
import { requireSecrets } from './require-secrets.ts'
import { runDocker, streamDocker } from './run-docker.ts'

/** What the docker builder works on. */
export interface DockerBuild {
  readonly workspace: string
  readonly environment: Environment
  readonly service: Service
  /** Given to the Dockerfile as the build argument `BASE_IMAGE`: a name that can be pulled, or an image of this machine. */
  readonly base: string | ImageInLayout | undefined
  /** Folder that the image is written to. */
  readonly layout: string
}

/**
 * Lets Docker build a service's Dockerfile, and takes over what it made. Throws `docker-failed` with its output,
 * `no-buildkit` when the builder at hand cannot do what the options ask for, and `no-secret`.
 */
export async function buildWithDocker(build: DockerBuild): Promise<ImageInLayout> {
  const builder = await findDockerBuilder()
  requireBuilder(build.service, builder)
  requireSecrets(build.service, build.environment)
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-docker-'))
  try {
    return await (builder.kind === 'daemon' ? useDaemon(build, folder) : useEngine(build, builder, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function useDaemon(
  { workspace, service, base, layout }: DockerBuild,
  folder: string,
): Promise<ImageInLayout> {
  const archive = path.join(folder, 'image.tar')
  await runDocker(daemonArguments({ service, base: toBase(base) }, archive), workspace)
  return await importOciArchive(archive, layout)
}

async function useEngine(
  { workspace, service, base, layout }: DockerBuild,
  builder: DockerBuilder,
  folder: string,
): Promise<ImageInLayout> {
  const idFile = path.join(folder, 'id')
  const local = typeof base === 'object' ? base : undefined
  const run = { service, base: toBase(local ? await loadIntoDocker(local) : base) }
  await runDocker(engineArguments(run, builder, idFile), workspace)
  const id = (await readFile(idFile, 'utf8')).trim()
  // The base's layers are not compressed again, which is what takes long.
  const known = local ? [local] : []
  return await streamDocker(['image', 'save', id], (saved) => importDockerSave(saved, layout, { known }))
}

function toBase(base: DockerBuild['base']): DockerRun['base'] {
  return typeof base === 'string' ? { name: base } : base && { image: base }
}
