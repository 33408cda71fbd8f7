import { z } from 'zod'
import { ConfigRepoError } from '../config-repo-error.ts'

/**
 * A DNS label that begins with a letter (RFC 1035), as Kubernetes wants it of a Service and of whatever a Service's
 * name becomes: folder, project, image.
 */
export const serviceName = z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error:
    'wanted a DNS label: at most 63 lower case letters, digits and "-", a letter first, no "-" at the end',
})

/** An environment is named as a namespace may be: a DNS label (RFC 1123). */
export const environmentName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: 'wanted a DNS label: at most 63 lower case letters, digits and "-", no "-" at either end',
})

/** The name of a release set may be a tag of Git, and the value of a label. */
export const releaseName = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, {
  error:
    'wanted a release name: at most 63 letters, digits, ".", "_" and "-", a letter or digit at either end',
})

/** Throws `invalid-name` when `name` cannot be the name of a service. */
export function assertServiceName(name: string): void {
  assertName('a service', name, serviceName)
}

/** Throws `invalid-name` when `name` cannot be the name of an environment. */
export function assertEnvironmentName(name: string): void {
  assertName('an environment', name, environmentName)
}

/** Throws `invalid-name` when `name` cannot be the name of a release set. */
export function assertReleaseName(name: string): void {
  assertName('a release', name, releaseName)
}

function assertName(kind: string, name: string, schema: z.ZodString): void {
  const found = schema.safeParse(name)
  if (found.success) return
  const wanted = found.error.issues[0]?.message ?? ''
  throw new ConfigRepoError('invalid-name', `Cannot use "${name}" as the name of ${kind}: ${wanted}`)
}
