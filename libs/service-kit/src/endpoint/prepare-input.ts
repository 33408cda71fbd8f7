import type { z } from 'zod'
import { readJson } from '../body/read-json.ts'
import type { Contract, InputPart, QueryReader } from './contract.ts'
import { describeProblems, wanted, type Origin } from './describe-problems.ts'
import type { EndpointContext } from './endpoint.ts'
import { InputError } from './input-error.ts'
import { prepareText } from './prepare-text.ts'

/** What the parts of a request came to, or why one of them is refused. */
export type ReadInput = (ctx: EndpointContext) => Promise<Partial<Record<InputPart, unknown>> | InputError>

type ReadPart = (ctx: EndpointContext) => unknown

/** Gives the reader of all that `contract` declares, with the work done that is the same for every request. */
export function prepareInput(contract: Contract): ReadInput {
  const parts: [InputPart, ReadPart][] = []
  if (contract.params) parts.push(['params', prepareParams(contract.params)])
  if (contract.query) parts.push(['query', prepareQuery(contract.query)])
  const { body } = contract
  // Last: what the URL has wrong is answered without waiting for a body.
  if (body) parts.push(['body', async (ctx) => validate(body, await readJson(ctx), 'body')])
  return async (ctx) => {
    const input: Partial<Record<InputPart, unknown>> = {}
    for (const [name, read] of parts) {
      const value = await read(ctx)
      if (value instanceof InputError) return value
      input[name] = value
    }
    return input
  }
}

function prepareParams(schema: z.ZodType): ReadPart {
  const toValues = prepareText(schema)
  return (ctx) => {
    if (!isDecodable(ctx.path)) {
      return new InputError('Cannot read the path: wanted percent-encoded UTF-8, found another encoding')
    }
    return validate(schema, toValues(ctx.params as Record<string, string>), 'path')
  }
}

/** The router leaves a parameter with a broken escape as it stands, which then looks like text. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function prepareQuery(source: z.ZodType | QueryReader): ReadPart {
  if (!('read' in source)) {
    const toValues = prepareText(source)
    return (ctx) => validate(source, toValues(ctx.query), 'query')
  }
  return (ctx) => source.read(ctx.querystring) ?? new InputError(source.refusal ?? 'Cannot read the query')
}

function validate(schema: z.ZodType, value: unknown, origin: Origin): unknown {
  const result = schema.safeParse(value, { error: wanted })
  return result.success ? result.data : new InputError(describeProblems(result.error.issues, value, origin))
}
