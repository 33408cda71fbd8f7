import { ConfigRepoError } from '../config-repo-error.ts'
import type { Settings } from '../settings/settings.ts'
import { matchesPattern } from './matches-pattern.ts'
import type { Route } from '../settings/route.ts'

/** Where a branch or a tag goes. */
export type Destination =
  | { readonly kind: 'publish'; readonly environments: readonly string[] }
  | { readonly kind: 'promote'; readonly from: string; readonly to: string }

/** Tags that are promoted where `slipway.yaml` has no routes. */
const releaseTags = 'v*.*.*'

/**
 * Where the routes of `slipway.yaml` send a ref (`refs/heads/main`, `refs/tags/v1.2.0`); `undefined` when nowhere. The first
 * route that fits counts. Without routes `branch` is published to the first environment, and a tag such as `v1.2.0` promotes that to the
 * second. Throws `invalid-ref`.
 */
export function findDestination(
  settings: Settings,
  ref: string,
  { branch = 'main' }: { branch?: string | undefined } = {},
): Destination | undefined {
  const [, kind, name = ''] = /^refs\/(?:(heads|tags)|[^/]+)\/(.+)$/.exec(ref) ?? failRef(ref)
  const routes = settings.routes ?? usualRoutes(settings, branch)
  const route = routes.find((candidate) => {
    const pattern = kind === 'heads' ? candidate.branch : kind === 'tags' ? candidate.tag : undefined
    return pattern !== undefined && matchesPattern(pattern, name)
  })
  if (route?.publish) return { kind: 'publish', environments: route.publish }
  return route?.promote === undefined
    ? undefined
    : { kind: 'promote', from: route.from ?? environmentBefore(settings, route.promote), to: route.promote }
}

/** The environments that builds go to without a promotion: the first, and those that a route publishes to. */
export function publishedEnvironments({ environments, routes = [] }: Settings): Set<string> {
  return new Set([
    ...environments.slice(0, 1).map(({ name }) => name),
    ...routes.flatMap(({ publish = [] }) => publish),
  ])
}

function usualRoutes({ environments: [first, second] }: Settings, branch: string): Route[] {
  return [
    ...(first ? [{ branch, publish: [first.name] }] : []),
    ...(second ? [{ tag: releaseTags, promote: second.name }] : []),
  ]
}

function environmentBefore({ environments }: Settings, name: string): string {
  return environments[environments.findIndex((candidate) => candidate.name === name) - 1]?.name ?? ''
}

function failRef(ref: string): never {
  throw new ConfigRepoError(
    'invalid-ref',
    `Cannot route "${ref}": wanted the full name of a ref, such as "refs/heads/main" or "refs/tags/v1.2.0"`,
  )
}
