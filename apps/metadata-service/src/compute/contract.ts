import { z } from 'zod'

/** `GET /api/compute`. The query goes on as it stands: the service behind this one knows what it takes. */
export const computeContract = {
  summary: 'Computes a Fibonacci number',
  description: 'Answered by the computation service, whose status, type and body are given on.',
  query: {
    schema: z.object({ n: z.int().min(0).max(40).meta({ description: 'Which one, from 0' }) }),
    read: (query: string) => query,
  },
  responses: {
    200: z
      .object({ input: z.int(), result: z.int(), durationMs: z.int() })
      .meta({ id: 'Computation', description: 'The number, and the milliseconds that it took' }),
    400: { description: 'n is no integer from 0 to 40', type: 'text/plain', schema: z.string() },
    502: 'The computation service cannot be reached',
  },
}
