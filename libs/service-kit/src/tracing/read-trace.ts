import type { CallerTrace } from './trace.ts'

/**
 * Reads the headers `traceparent` and `tracestate` as W3C's Trace Context of 2020-02-06 wants them read
 * (https://www.w3.org/TR/2020/REC-trace-context-1-20200206/): a malformed `traceparent` counts as none, and takes
 * `tracestate` with it; a malformed `tracestate` is left out alone; a version of the future is read as far as it is known.
 */
export function readTrace(traceparent?: string, tracestate?: string): CallerTrace | undefined {
  if (traceparent === undefined) return undefined
  const [, version, traceId = '', parentId = '', flags = '', more] = traceparentForm.exec(traceparent) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (traceId === noTrace || parentId === noParent) return undefined
  const caller = { traceId, parentId, sampled: (Number.parseInt(flags, 16) & sampledFlag) !== 0 }
  return tracestate === undefined || !isTracestate(tracestate) ? caller : { ...caller, tracestate }
}

const traceparentForm = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/
const noTrace = '0'.repeat(32)
const noParent = '0'.repeat(16)
const sampledFlag = 1

const plainKey = /[a-z][a-z\d_*/-]{0,255}/
const tenantKey = /[a-z\d][a-z\d_*/-]{0,240}@[a-z][a-z\d_*/-]{0,13}/
const value = /[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]/
const memberForm = new RegExp(`^(${plainKey.source}|${tenantKey.source})=${value.source}$`)
const membersAllowed = 32

/** A list of `key=value` with no key twice; empty members are allowed. */
function isTracestate(text: string): boolean {
  const members = text.split(',').map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
  const keys = members.filter((member) => member !== '').map((member) => memberForm.exec(member)?.[1])
  if (keys.length === 0 || keys.length > membersAllowed || keys.includes(undefined)) return false
  return new Set(keys).size === keys.length
}
