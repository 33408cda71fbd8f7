import type { IncomingHttpHeaders } from 'node:http'
import { randomUUID } from 'node:crypto'

/** The caller's id when it is a plain one, as it goes into logs and headers; else a new one. */
export function chooseRequestId({ 'x-request-id': wanted }: IncomingHttpHeaders): string {
  return typeof wanted === 'string' && /^[\w.:-]{1,128}$/.test(wanted) ? wanted : randomUUID()
}
