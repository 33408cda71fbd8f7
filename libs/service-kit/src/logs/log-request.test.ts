import { beforeEach, describe, expect, it } from 'vitest'
import type { RequestState } from '../service.ts'
import { createLogger } from './create-logger.ts'
import { createRequestLog } from './log-request.ts'

let lines: string[]
const destination = { write: (line: string) => void lines.push(line) }

beforeEach(() => {
  lines = []
})

const trace = { traceId: '0af7651916cd43dd8448eb211c80319c', traceparent: '' }
const state = { requestId: 'a:b.c-1', trace } as RequestState
const facts = { method: 'GET', route: '/say/"hello"\n/:name', status: 200, seconds: 0.0123456 }
const answer = { bytes: 17, aborted: false }

function create(level: string) {
  const log = createLogger({ service: 'or"ders', environment: 'test', level }, destination)
  return { log, logRequest: createRequestLog(log, destination) }
}

describe('createRequestLog()', () => {
  it('writes the line that pino would write of the same fields', () => {
    const { log, logRequest } = create('info')
    const { method, route, status } = facts
    const { requestId } = state
    logRequest(state, facts, answer)
    const ids = { requestId, traceId: trace.traceId }
    log.child({ method, route, status }).info({ ...ids, durationMs: 12.346, ...answer }, 'Request')
    const [made, wanted] = lines.map((line) => line.replace(/"time":"[\d-]+T[\d:.]+Z"/, '"time":""'))
    expect(made).toBe(wanted)
  })

  it('follows the level of the logger, also when it changes', () => {
    const { log, logRequest } = create('warn')
    logRequest(state, facts, answer)
    expect(lines).toEqual([])
    log.level = 'debug'
    logRequest(state, facts, answer)
    expect(lines).toHaveLength(1)
  })

  it('tells what went wrong at level error, without secrets', () => {
    const { logRequest } = create('error')
    const error = new Error('Cannot reach https://user:password@host/path?token=1')
    logRequest({ ...state, error }, { ...facts, status: 500 }, answer)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      route: facts.route,
      status: 500,
      requestId: 'a:b.c-1',
      msg: 'Request failed',
      err: { message: 'Cannot reach https://host/path' },
    })
  })
})
