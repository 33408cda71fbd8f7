import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import type { DockerBuilder } from './docker-builder.ts'

const daemonAdvice =
  'a BuildKit daemon, chosen by "docker buildx create --use --driver remote <address>" (or the driver "docker-container")'

/** Throws `no-buildkit` when a service's options ask for more than the builder at hand can do. */
export function requireBuilder(service: Service, builder: DockerBuilder): void {
  const daemonOptions = {
    platforms: isForOthers(service),
    cache: service.cache,
    attestations: service.attestations[0],
  }
  for (const [option, value] of Object.entries(daemonOptions)) {
    if (value !== undefined && value !== false && builder.kind !== 'daemon')
      throw refuse(service, option, { wanted: daemonAdvice, builder })
  }
  if (Object.keys(service.secrets).length > 0 && builder.kind === 'classic')
    throw refuse(service, 'secrets', { wanted: 'the plugin "buildx" of Docker', builder })
}

/** Whether the image is for other platforms than that of this machine, which any builder makes. */
function isForOthers({ platforms }: Service): boolean {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  return platforms.some((platform) => platform !== `linux/${architecture}`)
}

function refuse(
  service: Service,
  option: string,
  { wanted, builder }: { wanted: string; builder: DockerBuilder },
): SlipwayError {
  const found =
    builder.kind === 'classic'
      ? "Docker's classic builder, as there is no buildx"
      : `the builder "${builder.name}", which is a Docker engine's own`
  const message = `Cannot build "${service.name}" with the option "${option}": wanted ${wanted}, found ${found}`
  return new SlipwayError('no-buildkit', message)
}
