import type { Router } from '@koa/router'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Contract } from './endpoint/contract.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { ReadyCheck } from './readiness/ready-check.ts'
import type { BaseSettings } from './settings/base-settings.ts'
import type { Trace } from './tracing/trace.ts'

/** What `ctx.state` holds in every handler. */
export interface RequestState {
  /** The caller's `X-Request-Id` if it has a plain one, else a new one; also in the response's header. */
  readonly requestId: string
  /** Most bytes that a body may have: `MAX_BODY_BYTES`. */
  maxBodyBytes: number
  /** Of the route that answers, when `endpoint` made it. */
  contract?: Contract
  /** Writes lines that carry the ids of the request and of its trace. */
  readonly log: Logger
  /** The trace that the request is a part of: the caller's, or one that begins here. */
  readonly trace: Trace
  /** The pattern of the route, where it is not the router that has chosen it. */
  route?: string
  /** What went wrong, for the request's line in the log. */
  error?: unknown
  /** Aborts when the client goes away, or when the caller's deadline passes (the reason is then a `TimeoutError`). */
  readonly signal: AbortSignal
  /** When the caller stops waiting, on the clock of `performance.now()`; `undefined` when it did not say. */
  readonly deadline: number | undefined
  /**
   * The headers to send along with a call to another service: the request's id, its trace, and how many milliseconds are
   * left: until the caller's deadline, or `timeoutMs` if that is sooner.
   */
  outgoing(options?: OutgoingOptions): Record<string, string>
}

/** What limits a call to another service beside the caller's deadline. */
export interface OutgoingOptions {
  timeoutMs?: number
}

/** A `@koa/router` whose handlers find a `RequestState` in `ctx.state`. */
export type ServiceRouter = Router<RequestState>

/** What a service gets when it declares its routes. */
export interface RouteContext<Settings> {
  settings: BaseSettings & Settings
  /** For what happens outside a request; inside one, `ctx.state.log` adds the request's id. */
  log: Logger
  /** Adds metrics of the service's own to those that the admin port tells. */
  metrics: Metrics
  /**
   * Registers what must end with the service (a worker pool, a database); runs after the last request, latest first. `name` tells
   * which one it was when it does not end in time; by default the function's.
   */
  onStop(release: () => Promise<void> | void, name?: string): void
  /**
   * Makes `/ready` answer 503 while `check` fails: while something is missing without which the service cannot do its work. Leave out
   * what all replicas share and some routes can do without, as all of them would stop taking traffic at once.
   */
  readyWhen(name: string, check: ReadyCheck): void
}

/** All that makes one HTTP service; `startService` and `runService` add logs, probes, errors and shutdown. */
export interface Service<Settings = unknown> {
  name: string
  /** What it is for, in `/openapi.json`. */
  description?: string
  /** Of its API, in `/openapi.json`; `0.0.0` by default. */
  version?: string
  /** The default of `PORT`. */
  port: number
  /** A zod object of the variables it reads beside those that every service has (`baseSettings`). */
  settings?: z.ZodType<Settings>
  routes(router: ServiceRouter, context: RouteContext<Settings>): Promise<void> | void
}

/** Gives `service` back with the type of its settings inferred. */
export function defineService<Settings = unknown>(service: Service<Settings>): Service<Settings> {
  return service
}
