import type { RequestState } from '@slipway/service-kit'
import type Koa from 'koa'

/** Longer than the slowest computation takes, also behind a queue. */
const timeoutMs = 30_000

/**
 * Asks the compute service at `base` with the query of this request, byte for byte, and gives its status, content type
 * and body on. When there is no answer the status is 502: this service works, the one behind it does not.
 */
export async function passOn(ctx: Koa.ParameterizedContext<RequestState>, base: string): Promise<void> {
  const url = `${base.replace(/\/$/, '')}/api/compute${ctx.search}`
  const answer = await ask(url, ctx.state.requestId).catch((cause: unknown) =>
    ctx.throw(502, 'Cannot reach the computation service', { cause }),
  )
  ctx.status = answer.status
  ctx.set('Content-Type', answer.contentType)
  ctx.body = answer.body
}

async function ask(url: string, requestId: string) {
  const response = await fetch(url, {
    headers: { 'X-Request-Id': requestId },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
  })
  return {
    status: response.status,
    contentType: response.headers.get('Content-Type') ?? 'application/octet-stream',
    body: Buffer.from(await response.arrayBuffer()),
  }
}
