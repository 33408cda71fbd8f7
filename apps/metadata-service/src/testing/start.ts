import { startService, type RunningService } from '@slipway/service-kit'
import { startDownstream, type Behaviour, type DownstreamServer } from '@slipway/testing/downstream'
import { expect, onTestFinished } from 'vitest'
import { metadata } from '../app.ts'

/** One line of the log. */
export type Line = Record<string, unknown>

/** What comes of something on another connection, or in the log, is seen a moment later. */
export const patience = { timeout: 30_000 }

/** The service under test, which ends with the test, and what it logs. */
export async function start(environment: Record<string, string> = {}) {
  const lines: Line[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) }
  const service = await startService(
    metadata,
    { PORT: '0', CHECK_RESPONSES: 'true', ...environment },
    { destination },
  )
  onTestFinished(() => service.stop())
  return { service, lines }
}

/** A service behind the one under test, which ends with the test. */
export async function serve(behaviour: Behaviour): Promise<DownstreamServer> {
  const server = await startDownstream(behaviour)
  onTestFinished(() => server.close())
  return server
}

/** Asks with the request id `trace-42`. */
export async function ask(service: RunningService, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(service.url + path, { headers: { 'X-Request-Id': 'trace-42', ...headers } })
  const text = await response.text()
  const retryAfter = response.headers.get('Retry-After')
  return { status: response.status, type: response.headers.get('Content-Type'), text, retryAfter }
}

/** The error in the log line of the request for `route`, once it is there. */
export async function loggedError(lines: Line[], route: string): Promise<unknown> {
  await expect.poll(() => lines.some((line) => line['route'] === route), patience).toBe(true)
  return lines.find((line) => line['route'] === route)?.['err']
}

/** How the calls of a downstream have ended so far, as the metrics tell. */
export async function outcomesOf(service: RunningService, downstream: string): Promise<string[]> {
  const metrics = await (await fetch(`${service.adminUrl}/metrics`)).text()
  const lines = metrics.split('\n').filter((line) => line.startsWith('downstream_requests_total{'))
  const own = lines.filter((line) => line.includes(`downstream="${downstream}"`))
  return own.map((line) => /outcome="([^"]*)"/.exec(line)?.[1] ?? '')
}
