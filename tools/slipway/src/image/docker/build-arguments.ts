import type { ImageInLayout } from '@slipway/oci'
import type { Service } from '../../workspace/service.ts'
import type { DockerBuilder } from './docker-builder.ts'

/** Where a Dockerfile's base comes from: a name that Docker pulls or has, or a layout of this machine. */
export type DockerBase = { readonly name: string } | { readonly image: ImageInLayout }

/** What one run of Docker is told. */
export interface DockerRun {
  readonly service: Service
  readonly base: DockerBase | undefined
}

/** The arguments of a build whose image stays in the Docker engine, with its id in `idFile`. */
export function engineArguments(run: DockerRun, builder: DockerBuilder, idFile: string): string[] {
  return [
    ...(builder.kind === 'classic' ? ['build'] : ['buildx', 'build', '--load', '--provenance=false']),
    ...commonArguments(run),
    `--iidfile=${idFile}`,
    // A name, so that the image of the last build is not left over without one.
    `--tag=slipway-build/${run.service.name}`,
    run.service.context,
  ]
}

/** The arguments of a build by a BuildKit daemon, which writes the image as an archive of an OCI layout. */
export function daemonArguments(run: DockerRun, archive: string): string[] {
  const { platforms, cache, attestations, context } = run.service
  return [
    'buildx',
    'build',
    ...commonArguments(run),
    ...(platforms.length > 0 ? [`--platform=${platforms.join(',')}`] : []),
    ...(cache === undefined
      ? []
      : [`--cache-from=type=registry,ref=${cache}`, `--cache-to=type=registry,ref=${cache},mode=max`]),
    `--provenance=${attestations.includes('provenance') ? 'mode=max' : 'false'}`,
    `--sbom=${attestations.includes('sbom')}`,
    // https://reproducible-builds.org/specs/source-date-epoch/ - files newer than this get this time.
    '--build-arg=SOURCE_DATE_EPOCH=0',
    `--output=type=oci,rewrite-timestamp=true,"dest=${archive}"`,
    context,
  ]
}

const baseContext = 'slipway-base'

function commonArguments({ service, base }: DockerRun): string[] {
  return [
    `--file=${service.dockerfile}`,
    ...(service.target === undefined ? [] : [`--target=${service.target}`]),
    ...baseArguments(base),
    ...Object.entries(service.buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
    // Docker reads the variable: its value is no argument, which other processes could see.
    ...Object.entries(service.secrets).map(([id, variable]) => `--secret=id=${id},env=${variable}`),
  ]
}

function baseArguments(base: DockerBase | undefined): string[] {
  if (base === undefined) return []
  if ('name' in base) return [`--build-arg=BASE_IMAGE=${base.name}`]
  const { layout, digest } = base.image
  return [
    `--build-context=${baseContext}=oci-layout://${layout}@${digest}`,
    `--build-arg=BASE_IMAGE=${baseContext}`,
  ]
}
