import { fixedRate } from '../load/fixed-rate.ts'
import type { LoadRequest } from '../load/load.ts'
import type { LoadReport } from '../load/outcomes.ts'
import { rawClient } from '../hostile-clients/raw-client.ts'

const tooLarge: LoadRequest = { path: '/nowhere', method: 'POST', body: Buffer.alloc(2 ** 20 + 1) }

/** What clients ask the metadata service, in turns. */
const ofMetadata: readonly LoadRequest[] = [
  { path: '/api/metadata' },
  { path: '/api/metadata?partial=true' },
  { path: '/api/compute?n=20' },
  { path: '/api/compute?n=no' },
  { path: '/openapi.json' },
  { path: '/nowhere' },
  { path: '/api/metadata', method: 'DELETE' },
]

const ofComputation: readonly LoadRequest[] = [
  { path: '/api/compute?n=1' },
  { path: '/api/compute?n=15' },
  { path: '/api/compute?n=22' },
  { path: '/api/compute?n=41' },
  { path: '/nowhere' },
]

export interface MixedLoadOptions {
  readonly metadataUrl: string
  readonly computationUrl: string
  readonly durationMs: number
  /** To each of the two. */
  readonly perSecond: number
}

/** Asks both services for everything that they have and some that they have not, and leaves now and then before the answer. */
export async function mixedLoad(options: MixedLoadOptions): Promise<LoadReport[]> {
  const { metadataUrl, computationUrl, durationMs, perSecond } = options
  const load = { connections: 50, durationMs, perSecond }
  const leaving = leaveEarly(Number(new URL(metadataUrl).port), durationMs)
  const reports = await Promise.all([
    fixedRate({ ...load, origin: metadataUrl, request: inTurns(ofMetadata) }),
    fixedRate({ ...load, origin: computationUrl, request: inTurns(ofComputation) }),
    fixedRate({ ...load, perSecond: 1, origin: metadataUrl, request: () => tooLarge }),
  ])
  await leaving
  return reports
}

function inTurns(requests: readonly LoadRequest[]): (index: number) => LoadRequest {
  return (index) => requests[index % requests.length] ?? { path: '/' }
}

/** Clients that are gone after 30 ms, one after the other. */
async function leaveEarly(port: number, durationMs: number): Promise<void> {
  const text = 'GET /api/metadata HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const end = performance.now() + durationMs
  while (performance.now() < end) await rawClient({ port, text, signal: AbortSignal.timeout(30) })
}
