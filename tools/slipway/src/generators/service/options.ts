import type { ApiService } from '@slipway/config-repo'

/** What a user says to `nx g slipway:service`. */
export interface ServiceGeneratorOptions {
  name: string
  template?: 'node' | 'static'
  port?: number
  source?: string
  builder?: 'oci' | 'docker'
  base?: string
  staticBase?: string
  api?: string
  readiness?: string
  liveness?: string
}

/** A service that is to be: every choice made, every name free. */
export interface NewService {
  readonly name: string
  /** Its folder, relative to the workspace root. */
  readonly root: string
  readonly port: number
  /** Port of metrics and probes; an adopted service has none. */
  readonly adminPort: number | undefined
  /** Port on the machine of whoever runs it locally: another one when an adopted service must have a port that is taken. */
  readonly localPort: number
  readonly probes: { readonly readiness: string; readonly liveness: string }
  /** How its image is made; `undefined` for a folder that is adopted as it is. */
  readonly image: NewImage | undefined
  /** The service behind a front end; `undefined` for every other service. */
  readonly api: ApiService | undefined
}

/** The `slipway` entry of a new service, beside its port. */
export type NewImage =
  | { readonly builder: 'oci'; readonly base: string; readonly main: string }
  | { readonly kind: 'static'; readonly builder: 'oci'; readonly base: string }
  | { readonly builder: 'docker'; readonly context: string }
