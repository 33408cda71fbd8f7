import { z } from 'zod'
import { parseN } from './input/parse-n.ts'
import { readFirst } from './input/read-first.ts'

const refusal = "Invalid 'n'. Must be an integer between 0 and 40.\n"

const Computation = z
  .object({
    input: z.int().min(0).max(40),
    result: z.int().min(0).meta({ description: 'The Fibonacci number' }),
    durationMs: z
      .int()
      .min(0)
      .meta({ description: 'Whole milliseconds of computing, without the time in the queue' }),
  })
  .meta({ id: 'Computation' })

/** `GET /api/compute`. Reads and refuses `n` as the Go service did that had this route before. */
export const computeContract = {
  summary: 'Computes a Fibonacci number',
  query: {
    schema: z.object({ n: z.int().min(0).max(40).meta({ description: 'Which one, from 0' }) }),
    read(query: string) {
      const n = parseN(readFirst(query, 'n'))
      return n === undefined ? undefined : { n }
    },
    refusal,
  },
  responses: {
    200: Computation,
    400: { description: 'n is no integer from 0 to 40', type: 'text/plain', schema: z.literal(refusal) },
    503: {
      description: 'All workers are busy: nothing was computed, another replica may be free',
      headers: { 'Retry-After': z.string().regex(/^\d+$/).meta({ description: 'Seconds' }) },
    },
    504: 'The computation was stopped as it took too long',
  },
}
