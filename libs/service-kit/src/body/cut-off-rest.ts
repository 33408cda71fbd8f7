import type Koa from 'koa'
import type { RequestState } from '../service.ts'

/** Enough for a client to notice an answer that came before it had sent everything. */
const patienceMs = 2000

/**
 * Lets the client of a refused request send on for a moment and then cuts the connection. Cut at once, the system would
 * throw the answer away along with what nobody read (RFC 9112, section 9.6).
 */
export function cutOffRest({ req, res }: Koa.ParameterizedContext<RequestState>): void {
  res.once('finish', () => {
    if (req.complete) return
    req.resume()
    const timer = setTimeout(() => req.socket.destroy(), patienceMs).unref()
    req.once('close', () => clearTimeout(timer))
  })
}
