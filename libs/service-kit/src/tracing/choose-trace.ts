import type { IncomingHttpHeaders } from 'node:http'
import { readTrace } from './read-trace.ts'
import { beginTrace, carryOn, type CallerTrace, type Trace } from './trace.ts'

/** What the headers of a request say of its trace, if anything that can be read. */
export function readCaller({ traceparent, tracestate }: IncomingHttpHeaders): CallerTrace | undefined {
  if (typeof traceparent !== 'string') return undefined
  return readTrace(traceparent, typeof tracestate === 'string' ? tracestate : undefined)
}

/** The trace of a request of which no span is recorded: the caller's, or one that begins with it. */
export function chooseTrace(headers: IncomingHttpHeaders): Trace {
  const caller = readCaller(headers)
  return caller === undefined ? beginTrace() : carryOn(caller)
}
