import { toDockerArchive, type ImageInLayout } from '@slipway/oci'
import { execa } from 'execa'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Environment } from '../../slipway/src/environment.ts'
import { bundleProject } from '../../slipway/src/image/bundle-project.ts'
import { makeImage } from '../../slipway/src/image/make-image.ts'
import { docker } from './docker.ts'

/** Where images are made from, and how long. */
export interface Making {
  readonly workspace: string
  readonly environment: Environment
  /** Name of an image with Node and npm. */
  readonly node: string
  /** The part of an image's name before its tag, which is this run's alone. */
  readonly repository: string
  readonly signal: AbortSignal
}

/** The image of a service by the oci builder, loaded into the engine. */
export async function buildOwn(service: string, making: Making): Promise<string> {
  const { workspace, environment, repository, signal } = making
  const root = `apps/${service}`
  await bundleProject(workspace, root)
  const { layout, digest } = await makeImage({ workspace, root, environment })
  const image = { layout: path.join(workspace, layout), digest } as ImageInLayout
  const name = `${repository}:${service}-oci`
  const input = Readable.from(toDockerArchive(image, name))
  await execa('docker', ['image', 'load'], { input, cancelSignal: signal })
  return name
}

/** By the service's own Dockerfile: production dependencies alone, and the source. */
export async function buildDockerfile(service: string, making: Making): Promise<string> {
  const { workspace, node, repository, signal } = making
  const name = `${repository}:${service}-dockerfile`
  const file = path.join(workspace, `apps/${service}/Dockerfile`)
  const bases = ['--build-arg', `NODE_IMAGE=${node}`, '--build-arg', `BASE_IMAGE=${node}`]
  await docker(['build', '--quiet', '--tag', name, ...bases, '--file', file, workspace], signal)
  return name
}

/** What many begin with: everything that the workspace has, development dependencies included. One image for all services. */
export async function buildNaively({ workspace, node, repository, signal }: Making): Promise<string> {
  const name = `${repository}:naive`
  const file = path.join(workspace, '../naive.Dockerfile')
  await writeFile(file, `FROM ${node}\nWORKDIR /app\nCOPY . .\nENV NODE_ENV=production\n`)
  // Its own ignore file is looked for beside it, and there is none: node_modules comes along.
  await writeFile(path.join(workspace, '.dockerignore'), 'dist\n.git\n')
  await docker(['build', '--quiet', '--tag', name, '--file', file, workspace], signal)
  return name
}

/** Removes what this run has made in the engine: containers, and images with the layers that nobody else has. */
export async function removeImages(repository: string): Promise<void> {
  const tags = lines(await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository]))
  const containers = lines(await docker(['ps', '--all', '--quiet', '--filter', `label=${repository}`]))
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers])
  if (tags.length > 0) await docker(['image', 'rm', '--force', ...tags])
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
