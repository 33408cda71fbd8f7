import { execa } from 'execa'
import { runDocker } from './run-docker.ts'

/**
 * What builds Dockerfiles here: Docker's classic builder, the BuildKit inside of a Docker engine (buildx's driver "docker"), or
 * a BuildKit daemon of its own (any other driver of buildx).
 */
export type DockerBuilder =
  | { readonly kind: 'classic' }
  | { readonly kind: 'engine' | 'daemon'; readonly name: string }

/**
 * Finds the builder that `docker buildx` has chosen, by `docker buildx use` or `BUILDX_BUILDER`; the classic one where there
 * is no buildx. Throws `docker-failed` when the chosen one is not there.
 */
export async function findDockerBuilder(): Promise<DockerBuilder> {
  const { failed } = await execa('docker', ['buildx', 'version'], { reject: false, stdin: 'ignore' })
  return failed ? { kind: 'classic' } : readBuilder(await runDocker(['buildx', 'inspect']))
}

/** Reads what `docker buildx inspect` prints: it has no other form. */
export function readBuilder(inspected: string): DockerBuilder {
  const fact = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(inspected)?.[1] ?? ''
  return { kind: fact('Driver') === 'docker' ? 'engine' : 'daemon', name: fact('Name') }
}
