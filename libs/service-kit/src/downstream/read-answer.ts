import type { z } from 'zod'
import type { Answer } from './downstream.ts'
import { DownstreamError } from './downstream-error.ts'
import { readRetryAfter } from './retry-after.ts'

/** Takes an answer over, or throws a `DownstreamError` when it is not the wanted one. */
export type ReadAnswer<Result> = (answer: Answer) => Result

/** Takes any answer; one of 500 or more is thrown, with the answer in the error. */
export function readAny(downstream: string): ReadAnswer<Answer> {
  return (answer) => {
    if (answer.status >= 500) throw unexpectedStatus(downstream, answer)
    return answer
  }
}

/** Takes JSON with a status of success that fits the schema. */
export function readJson<Value>(downstream: string, schema: z.ZodType<Value>): ReadAnswer<Value> {
  return (answer) => {
    if (answer.status < 200 || answer.status > 299) throw unexpectedStatus(downstream, answer)
    const read = schema.safeParse(parse(downstream, answer.body))
    if (!read.success) throw new DownstreamError('unexpected-answer', downstream, { cause: read.error })
    return read.data
  }
}

/** Without the error of the parser as its cause: that quotes the body, which does not belong into a log. */
function parse(downstream: string, body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new DownstreamError('unexpected-answer', downstream, { cause: new Error('The body is no JSON') })
  }
}

function unexpectedStatus(downstream: string, answer: Answer): DownstreamError {
  const retryAfterMs = readRetryAfter(answer.headers['retry-after'])
  return new DownstreamError('unexpected-status', downstream, { status: answer.status, retryAfterMs, answer })
}
