import { finished } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'

/** What clients got. */
export interface Asked {
  requests: number
  /** By status; `left` are those that went away by themselves, `broken` those that got no answer. */
  outcomes: Record<string, number>
  /** How much later than it had to be the latest answer came, in milliseconds. */
  latestMs: number
}

const routes = ['/api/metadata', '/api/metadata?partial=true', '/api/compute?n=5']
/** The slowest that a route may be without a deadline: the time of its sources. The compute service gets more, so it is always asked with a deadline. */
const sourcesMs = 2000

/** Clients at a fixed rate, chosen by `random`: some in a hurry, some that leave. */
export async function askMany(
  url: string,
  { durationMs, perSecond, random }: { durationMs: number; perSecond: number; random: () => number },
): Promise<Asked> {
  const asked: Asked = { requests: 0, outcomes: {}, latestMs: 0 }
  const agent = new Agent({ connections: 500 })
  const running: Promise<void>[] = []
  const begun = performance.now()
  for (let index = 0; index < (durationMs / 1000) * perSecond; index += 1) {
    const wait = begun + (index * 1000) / perSecond - performance.now()
    if (wait > 0) await delay(wait)
    running.push(ask(url, agent, asked, random))
  }
  await Promise.all(running)
  await agent.destroy()
  return asked
}

async function ask(url: string, dispatcher: Agent, asked: Asked, random: () => number): Promise<void> {
  const route = routes[Math.floor(random() * routes.length)] ?? '/'
  const hurries = route.startsWith('/api/compute') || random() < 0.5
  const limitMs = hurries ? 100 + Math.floor(random() * 1000) : sourcesMs
  // Soon, as an open breaker answers within milliseconds.
  const leaves = random() < 0.2 ? AbortSignal.timeout(1 + Math.floor(random() * 100)) : undefined
  const headers = hurries ? { 'x-envoy-expected-rq-timeout-ms': String(limitMs) } : {}
  const begun = performance.now()
  asked.requests += 1
  const outcome = await request(url + route, { dispatcher, headers, ...(leaves && { signal: leaves }) })
    .then(async ({ statusCode, body }) => {
      // Not `dump()`, which takes a cut answer for a whole one.
      await finished(body.resume())
      asked.latestMs = Math.max(asked.latestMs, performance.now() - begun - limitMs)
      return String(statusCode)
    })
    .catch(() => (leaves?.aborted ? 'left' : 'broken'))
  asked.outcomes[outcome] = (asked.outcomes[outcome] ?? 0) + 1
}
