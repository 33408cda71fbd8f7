import { findRoute, type RouteOptions } from './find-route.ts'

/** The flags that say where builds go: environments, or a branch or tag that the routes of `slipway.yaml` send somewhere. */
export interface TargetFlags {
  readonly env?: string
  readonly ref?: string
}

/** Where builds go; nowhere for a `reason`. */
export interface Target {
  readonly environments: readonly string[]
  readonly reason: string
}

/** Calls `fail` for flags that make no sense. Commander would complain of a missing one before one that is misspelt. */
export function checkTarget({ env, ref }: TargetFlags, fail: (message: string) => never): void {
  if (env === undefined && ref === undefined) fail("required option '--env <environments>' not specified")
  if (env !== undefined && ref !== undefined) fail('wanted --env or --ref, found both')
  if (env !== undefined && splitNames(env).includes(''))
    fail(`option '--env <environments>' has an empty name: found "${env}"`)
}

/** The environments that the flags name or lead to. Throws `invalid-ref`. */
export async function findEnvironments(
  cwd: string,
  { env, ref }: TargetFlags,
  options: RouteOptions = {},
): Promise<Target> {
  if (ref === undefined) return { environments: splitNames(env ?? ''), reason: '' }
  const route = await findRoute(cwd, ref, options)
  if (route?.kind === 'publish') return { environments: route.environments, reason: '' }
  const reason =
    route === undefined
      ? `no route of slipway.yaml publishes "${ref}"`
      : `"${ref}" is promoted from ${route.from} to ${route.to}: run "slipway promote --ref ${ref}"`
  return { environments: [], reason }
}

/** A flag that is given twice names both. */
export function addNames(names: string, before?: string): string {
  return before === undefined ? names : `${before},${names}`
}

function splitNames(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
