import type { IncomingHttpHeaders } from 'node:http'
import { readTrace } from './read-trace.ts'
import { beginTrace, carryOn, type Trace } from './trace.ts'

/** The trace of a request: the caller's, or one that begins with it. */
export function chooseTrace({ traceparent, tracestate }: IncomingHttpHeaders): Trace {
  if (typeof traceparent !== 'string') return beginTrace()
  const caller = readTrace(traceparent, typeof tracestate === 'string' ? tracestate : undefined)
  return caller === undefined ? beginTrace() : carryOn(caller)
}
