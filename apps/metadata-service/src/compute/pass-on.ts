import type { EndpointContext } from '@slipway/service-kit'
import { DownstreamError, type Answer, type Downstream } from '@slipway/service-kit/downstream'
import { Computation } from './contract.ts'
import { toHttpError } from './to-http-error.ts'

/** What the compute service says on purpose; anything else is a 502. */
const passed: ReadonlySet<number> = new Set([200, 400, 503, 504])

/**
 * Asks the compute service with the query of this request, byte for byte, and gives its status, content type, body and `Retry-After`
 * on. When there is no answer to use the status says so: this service works, the one behind it does not.
 */
export async function passOn(ctx: EndpointContext, computation: Downstream): Promise<void> {
  const path = `/api/compute${ctx.search}` as const
  const answer = await computation.ask(ctx.state, { path }).catch((error: unknown) => {
    throw toHttpError(error)
  })
  if (!passed.has(answer.status) || !isPlausible(answer)) {
    const facts = { status: answer.status }
    throw toHttpError(new DownstreamError('unexpected-answer', computation.name, facts))
  }
  ctx.status = answer.status
  ctx.set('Content-Type', answer.headers['content-type'] ?? 'application/octet-stream')
  const retryAfter = answer.headers['retry-after']
  if (retryAfter !== undefined) ctx.set('Retry-After', retryAfter)
  ctx.body = answer.body
}

function isPlausible({ status, body }: Answer): boolean {
  if (status !== 200) return true
  try {
    return Computation.safeParse(JSON.parse(body.toString())).success
  } catch {
    return false
  }
}
