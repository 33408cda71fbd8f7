import type { IncomingMessage } from 'node:http'
import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/**
 * Refuses what HTTP/1.1 wants refused (RFC 9112, section 3.2): a request without a Host, or with several, of which a proxy in
 * front may have believed another one. Node would answer the first with no body and no line in the log, and the second as if it were well.
 */
export function requireHost(ctx: Koa.ParameterizedContext<RequestState>): void {
  if (ctx.req.headers.host === undefined) {
    if (ctx.req.httpVersion === '1.1') ctx.throw(400, 'Wanted a Host header')
  } else if (hasSeveralHosts(ctx.req)) ctx.throw(400, 'Wanted one Host header, found several')
}

function hasSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 'host'.length && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts > 1
}
