import { z } from 'zod'

/** What the computation service answers when all is well. */
export const Computation = z
  .object({ input: z.int(), result: z.int(), durationMs: z.int() })
  .meta({ id: 'Computation', description: 'The number, and the milliseconds that it took' })

const retryAfter = z.string().meta({ description: 'Seconds' })

/** `GET /api/compute`. The query goes on as it stands: the service behind this one knows what it takes. */
export const computeContract = {
  summary: 'Computes a Fibonacci number',
  description: 'Answered by the computation service, whose status, type and body are given on.',
  query: {
    schema: z.object({ n: z.int().min(0).max(40).meta({ description: 'Which one, from 0' }) }),
    read: (query: string) => query,
  },
  responses: {
    200: Computation,
    400: { description: 'n is no integer from 0 to 40', type: 'text/plain', schema: z.string() },
    502: 'The computation service cannot be reached, or answers something else',
    503: {
      description: 'The computation service has too much to do, or failed too often just now',
      headers: { 'Retry-After': retryAfter },
    },
    504: 'The computation service took too long',
  },
}
