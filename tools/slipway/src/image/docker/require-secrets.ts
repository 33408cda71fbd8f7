import type { Environment } from '../../environment.ts'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'

/** Throws `no-secret` when an environment variable that holds a secret of the build is not set. */
export function requireSecrets({ name, secrets }: Service, { hasVariable }: Environment): void {
  for (const [id, variable] of Object.entries(secrets)) {
    if (hasVariable(variable)) continue
    throw new SlipwayError(
      'no-secret',
      `Cannot build "${name}" without its secret "${id}": wanted the environment variable "${variable}", found none`,
    )
  }
}
