import type Koa from 'koa'
import { isDeepStrictEqual } from 'node:util'
import type { RequestState } from '../service.ts'
import type { Contract } from './contract.ts'
import { describeProblems, wanted } from './describe-problems.ts'
import { readAnswer } from './read-answer.ts'
import { readResponses, type Response } from './responses.ts'

/**
 * Fails a request with 500 when its answer is not as the contract of its route says: for tests and development, as it reads
 * every body again. A stream is left alone.
 */
export function checkResponses(): Koa.Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      checkError(ctx, error)
      throw error
    }
    if (ctx.state.contract) checkAnswer(ctx, ctx.state.contract)
  }
}

type Context = Koa.ParameterizedContext<RequestState>

function checkError({ state, method, path }: Context, error: unknown): void {
  const { status, expose } = Object(error) as { status?: unknown; expose?: unknown }
  if (!state.contract || typeof expose !== 'boolean' || typeof status !== 'number') return
  const declared = readResponses(state.contract).get(status)
  if (!declared) throw undeclared(state.contract, { status, method, path, cause: error })
  if (declared.type === 'application/json') return
  throw new Error(
    `Cannot answer ${method} ${path} with ${status}: wanted ${declared.type}, found an error that is thrown`,
    {
      cause: error,
    },
  )
}

function checkAnswer(ctx: Context, contract: Contract): void {
  const { status, method, path } = ctx
  const declared = readResponses(contract).get(status)
  if (!declared) throw undeclared(contract, { status, method, path })
  const problem = findProblem(ctx, declared)
  if (problem !== undefined) throw new Error(`Cannot answer ${method} ${path} with ${status}: ${problem}`)
}

function undeclared(
  contract: Contract,
  { status, method, path, cause }: { status: number; method: string; path: string; cause?: unknown },
): Error {
  const statuses = [...readResponses(contract).keys()].join(', ')
  return new Error(
    `Cannot answer ${method} ${path}: wanted a status of its contract (${statuses}), found ${status}`,
    { cause },
  )
}

/** What is wrong with an answer; `undefined` when nothing is, or when it cannot be read. */
function findProblem(ctx: Context, { type, schema }: Response): string | undefined {
  if (type === undefined) return ctx.body === undefined || ctx.body === null ? undefined : 'wanted no body'
  if (!ctx.response.is(type)) return `wanted the media type "${type}", found "${ctx.response.type}"`
  if (!schema) return undefined
  const body = readAnswer(ctx.body, type)
  if (body === undefined) return undefined
  const result = schema.safeParse(body.value, { error: wanted })
  if (!result.success) return describeProblems(result.error.issues, body.value, 'response')
  // A body that its schema changes (a default, a property too many) is not what the document says either.
  return isDeepStrictEqual(result.data, body.value)
    ? undefined
    : 'wanted only what its schema has, found more'
}
