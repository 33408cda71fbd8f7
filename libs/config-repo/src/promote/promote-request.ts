import type { Repository } from '@slipway/git'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { WantedService } from './promote-facts.ts'

/** What to promote, and where. */
export interface PromoteRequest {
  readonly location: ConfigRepoLocation
  /** The environment before `to` when left out. */
  readonly from?: string | undefined
  readonly to: string
  /** `all`: what the source environment runs; `released`: what it runs under the name `release`. */
  readonly services: readonly WantedService[] | 'all' | 'released'
  /** The name that the release set has or gets. */
  readonly release?: string | undefined
  /** The clone whose configuration counts: identity, signing, credentials. */
  readonly configuredAs?: Repository | undefined
  /** A clone of the source, which knows what comes after what; without one the config repo's history has to tell. */
  readonly source?: { readonly repository: Repository; readonly url?: string | undefined } | undefined
  /** Makes a review branch, of this name or of one that tells what is promoted. */
  readonly branch?: string | true | undefined
  /** Runs the scripts of the gates; throws when one fails. Asked once for a plan, before it is applied. */
  readonly runScripts?: ((gate: ScriptsToRun) => Promise<void>) | undefined
}

/** The scripts that a promotion has to pass, and what it promotes. */
export interface ScriptsToRun {
  readonly scripts: readonly string[]
  readonly from: string
  readonly to: string
  readonly services: readonly string[]
}
