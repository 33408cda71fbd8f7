import {
  promotionOverrides,
  type PromoteOptions,
  type PromoteRequest,
  type PromotionOverride,
  type WantedService,
} from '@slipway/config-repo'
import { readTimeout } from '../read-timeout.ts'

/** The flags of `slipway promote`. */
export interface PromoteFlags {
  from?: string
  to?: string
  ref?: string
  all?: boolean
  release?: string
  branch?: string | true
  skipEnvironment?: boolean
  allowHeld?: boolean
  allowNeverRun?: boolean
  allowOlder?: boolean
  again?: boolean
  skipGates?: boolean
  reason?: string
  timeout?: string
  dryRun?: boolean
  json?: boolean
}

/** What the flags ask for, beside where; calls `fail` for what makes no sense. */
export function readFlags(
  names: readonly string[],
  flags: PromoteFlags,
  fail: (message: string) => never,
): { wanted: Pick<PromoteRequest, 'services' | 'release' | 'branch'>; options: PromoteOptions } {
  const { ref, to, from, skipGates, reason, release, branch, dryRun } = flags
  if (to === undefined && ref === undefined) fail("required option '--to <environment>' not specified")
  if (ref !== undefined && (to !== undefined || from !== undefined))
    fail('wanted --ref or --to with --from, found both')
  if (skipGates && !reason?.trim()) fail("option '--skip-gates' wants '--reason <text>'")
  return {
    wanted: { services: readServices(names, flags, fail), release: release ?? tagOf(ref), branch },
    options: { overrides: overridesOf(flags), reason, dryRun, timeoutMs: readTimeout(flags, fail) },
  }
}

function readServices(
  names: readonly string[],
  { all, release, ref }: PromoteFlags,
  fail: (message: string) => never,
): PromoteRequest['services'] {
  if (all && names.length > 0) fail('wanted services or --all, found both')
  if (names.length === 0 && (all || ref !== undefined)) return 'all'
  if (names.length === 0 && release === undefined) fail('wanted services, --all or --release <name>')
  if (names.length === 0) return 'released'
  const services = names.map((text) => readService(text, fail))
  const seen = services.map(({ service }) => service)
  const twice = seen.find((service, index) => seen.indexOf(service) < index)
  if (twice !== undefined) fail(`the service "${twice}" is there twice`)
  return services
}

function readService(text: string, fail: (message: string) => never): WantedService {
  const at = text.indexOf('@')
  if (at < 0) return { service: text }
  const digest = text.slice(at + 1).toLowerCase()
  if (/^(sha256:)?[0-9a-f]{4,64}$/.test(digest)) return { service: text.slice(0, at), digest }
  return fail(`wanted 4 or more digits of a digest, as in "orders@sha256:3f2c9a": found "${text}"`)
}

/** A release set is called as the tag that sends it on its way. */
function tagOf(ref: string | undefined): string | undefined {
  return ref === undefined ? undefined : /^refs\/tags\/([A-Za-z0-9._-]+)$/.exec(ref)?.[1]
}

function overridesOf(flags: PromoteFlags): PromotionOverride[] {
  return promotionOverrides.filter((name) => flags[optionOf(name)] === true)
}

/** How commander names the value of a flag: `allowHeld` of `--allow-held`. */
function optionOf(flag: PromotionOverride): keyof PromoteFlags {
  return flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof PromoteFlags
}
