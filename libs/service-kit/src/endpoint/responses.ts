import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Contract, ResponseContract, ResponseParts, Responses } from './contract.ts'

/** A response of a route, with every default filled in. */
export interface Response extends ResponseParts {
  description: string
}

/** The body of every error that service-kit answers. */
export const errorBody = z
  .object({ error: z.string().meta({ description: 'What is wrong, for a person' }) })
  .meta({ id: 'Error', description: 'What every error answers' })

/** Of RFC 9110, section 10.2.3, the form that is used here. */
const retryAfter = z.string().regex(/^\d+$/).meta({ description: 'Seconds' })

/** Every response that a route may give, by status: those of its contract, and those that service-kit gives by itself. */
export function readResponses(contract: Contract): Map<number, Response> {
  const responses = new Map<number, Response>()
  for (const [status, response] of Object.entries({ ...ownResponses(contract), ...contract.responses })) {
    responses.set(Number(status), readResponse(Number(status), response))
  }
  return responses
}

function ownResponses({ params, query, body }: Contract): Responses {
  return {
    ...((params ?? query ?? body) && { 400: 'The input is not as described' }),
    ...(body && { 413: 'The body is too large', 415: 'The body is of another media type, or compressed' }),
    500: 'The service failed; its log says why',
    503: { description: 'The service has too much to do', headers: { 'Retry-After': retryAfter } },
  }
}

function readResponse(status: number, response: ResponseContract): Response {
  const { description, ...parts } = partsOf(status, response)
  return { ...parts, description: description ?? parts.schema?.description ?? STATUS_CODES[status] ?? '' }
}

function partsOf(status: number, response: ResponseContract): ResponseParts {
  const usual = status < 400 ? undefined : errorBody
  if (typeof response === 'string') return json(usual, { description: response })
  if ('safeParse' in response) return json(response)
  return json(response.schema ?? (response.type === undefined ? usual : undefined), response)
}

/** JSON unless another type is said. */
function json(schema: z.ZodType | undefined, parts: ResponseParts = {}): ResponseParts {
  return { ...(schema && { type: 'application/json', schema }), ...parts }
}
