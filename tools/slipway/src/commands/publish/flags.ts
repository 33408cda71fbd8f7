import { checkTarget, type TargetFlags } from '../../routes/find-environments.ts'
import type { WorkspacePublish } from '../../publish/publish-workspace.ts'
import { readTimeout } from '../read-timeout.ts'

/** The flags of `slipway publish`. */
export interface PublishFlags extends TargetFlags {
  source?: string
  hotfix?: boolean
  reason?: string
  again?: boolean
  allowOlder?: boolean
  forceUnrelated?: boolean
  timeout?: string
  dryRun?: boolean
  json?: boolean
  store?: string
}

/** What the flags ask for, beside where; calls `fail` for what makes no sense. */
export function readFlags(
  flags: PublishFlags,
  fail: (message: string) => never,
): Omit<WorkspacePublish, 'workspace' | 'environment' | 'environmentNames'> & { readonly timeoutMs: number } {
  checkTarget(flags, fail)
  const { source, again, allowOlder, forceUnrelated, dryRun } = flags
  return {
    source,
    again,
    allowOlder,
    forceUnrelated,
    dryRun,
    hotfix: readHotfix(flags, fail),
    timeoutMs: readTimeout(flags, fail),
  }
}

function readHotfix(
  { hotfix = false, reason }: PublishFlags,
  fail: (message: string) => never,
): { reason: string } | undefined {
  const text = reason?.trim() ?? ''
  if (hotfix && text === '')
    fail("option '--hotfix' wants '--reason <text>': why it cannot wait for a promotion")
  if (!hotfix && reason !== undefined) fail("option '--reason <text>' is for '--hotfix'")
  return hotfix ? { reason: text } : undefined
}
