import { setTimeout as delay } from 'node:timers/promises'
import type { z } from 'zod'
import { SourceError } from './source-error.ts'

/** A service that gives one JSON value. */
export interface Source<Value> {
  name: string
  /** Asked as it stands; without one the source is simulated. */
  url: string | undefined
  schema: z.ZodType<Value>
  simulated: { value: Value; delayMs: number }
}

/** What goes along with a request to a source. */
export interface Asking {
  requestId: string
  signal: AbortSignal
}

/** Gives what a source answers, as far as its schema knows it. Throws a `SourceError` when there is no such answer. */
export async function askSource<Value>(source: Source<Value>, asking: Asking): Promise<Value> {
  if (source.url === undefined) {
    return delay(source.simulated.delayMs, source.simulated.value, { signal: asking.signal })
  }
  const answer = source.schema.safeParse(await fetchJson(source.name, source.url, asking))
  if (!answer.success) throw new SourceError('unexpected-body', source.name, { cause: answer.error })
  return answer.data
}

async function fetchJson(name: string, url: string, { requestId, signal }: Asking): Promise<unknown> {
  const headers = { Accept: 'application/json', 'X-Request-Id': requestId }
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw new SourceError('unreachable', name, { cause })
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new SourceError('unexpected-status', name, { status: response.status })
  }
  return response.json().catch((cause: unknown) => {
    throw new SourceError('unexpected-body', name, { cause })
  })
}
