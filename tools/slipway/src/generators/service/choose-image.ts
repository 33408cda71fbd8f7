import { serviceOptions } from '../../options/service-options.ts'
import { SlipwayError } from '../../slipway-error.ts'
import type { NewImage, ServiceGeneratorOptions } from './options.ts'

/** How the image of a new service is made. Throws `no-base`, `invalid-options`. */
export function chooseImage(options: ServiceGeneratorOptions): NewImage {
  return options.template === 'static' ? siteImage(options) : nodeImage(options)
}

/** Without a base only a Dockerfile says what an image begins with. */
function nodeImage({ name, builder, base }: ServiceGeneratorOptions): NewImage {
  if (builder === 'docker' || (builder === undefined && base === undefined)) {
    return { builder: 'docker', context: '.' }
  }
  if (base === undefined) {
    throw new SlipwayError(
      'no-base',
      `Cannot build "${name}" with the builder "oci": wanted --base, a reference by digest or "local"`,
    )
  }
  return { builder: 'oci', base: requireBase(base), main: 'src/main.ts' }
}

/** The workspace's `base` has Node in it, unless it is "local", which is made for each kind of service. */
function siteImage({ name, builder, base, staticBase }: ServiceGeneratorOptions): NewImage {
  if (builder === 'docker') {
    throw new SlipwayError(
      'invalid-options',
      `Cannot build the front end "${name}" with the builder "docker": wanted "oci"`,
    )
  }
  const chosen = staticBase ?? (base === 'local' ? base : undefined)
  if (chosen !== undefined) return { kind: 'static', builder: 'oci', base: requireBase(chosen) }
  throw new SlipwayError(
    'no-base',
    `Cannot build the front end "${name}": wanted --static-base, an image with nginx by digest (nginxinc/nginx-unprivileged@sha256:…) or "local"`,
  )
}

function requireBase(base: string): string {
  if (serviceOptions.shape.base.safeParse(base).success) return base
  throw new SlipwayError(
    'invalid-options',
    `Cannot use "${base}" as a base image: wanted "local" or a reference by digest, name@sha256:…`,
  )
}
