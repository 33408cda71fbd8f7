import type { Caller, Downstream } from '@slipway/service-kit/downstream'
import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'

/** Gives one part for a caller, until `signal` aborts. */
export type Source<Part> = (caller: Caller, signal: AbortSignal) => Promise<Part>

/** A source that is a service: its URL is asked as it stands. */
export function downstreamSource<Part>(downstream: Downstream, schema: z.ZodType<Part>): Source<Part> {
  return (caller, signal) => downstream.getJson(schema, caller, { signal })
}

/** A source that is made up, and takes so many milliseconds. */
export function simulatedSource<Part>(part: Part, delayMs: number): Source<Part> {
  return (caller, signal) => delay(delayMs, part, { signal: AbortSignal.any([caller.signal, signal]) })
}
