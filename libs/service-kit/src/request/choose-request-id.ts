import type { IncomingHttpHeaders } from 'node:http'
import { randomHex } from '../tracing/random-hex.ts'

/** The caller's id when it is a plain one, as it goes into logs and headers; else 32 random hexadecimal digits. */
export function chooseRequestId({ 'x-request-id': wanted }: IncomingHttpHeaders): string {
  return typeof wanted === 'string' && /^[\w.:-]{1,128}$/.test(wanted) ? wanted : randomHex(16)
}
