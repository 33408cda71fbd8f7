import type { RouterContext, RouterMiddleware } from '@koa/router'
import type { RequestState } from '../service.ts'
import type { Contract, Input, SuccessBody } from './contract.ts'
import { prepareInput } from './prepare-input.ts'
import { InputError } from './input-error.ts'
import { readResponses } from './responses.ts'

/** What a handler of a route finds in `ctx`. */
export type EndpointContext = RouterContext<RequestState>

/** Answers a request whose input is valid: gives the body of the success, or answers through `ctx` by itself. */
export type Handler<C extends Contract> = (
  ctx: EndpointContext,
  input: Input<C>,
) => SuccessBody<C['responses']> | void | Promise<SuccessBody<C['responses']> | void>

const contracts = Symbol.for('@slipway/service-kit/contract')

/**
 * A route with a contract, for any router: `router.get('/orders/:id', endpoint({ … }, handler))`. Input that is not as
 * declared is answered 400 before the handler runs. The status is that of the first success in `responses`, unless the
 * handler sets one.
 */
export function endpoint<C extends Contract>(
  contract: C,
  handler: Handler<C>,
): RouterMiddleware<RequestState> {
  const readInput = prepareInput(contract)
  const success = Object.keys(contract.responses).map(Number).find(isSuccess) ?? 200
  const refusalType = readResponses(contract).get(400)?.type

  async function answer(ctx: EndpointContext): Promise<void> {
    ctx.state.contract = contract
    const input = await readInput(ctx)
    if (input instanceof InputError) return refuse(ctx, input, refusalType)
    if (success !== 200) ctx.status = success
    const body = await handler(ctx, input as Input<C>)
    if (body !== undefined) ctx.body = body
  }
  return Object.assign(answer, { [contracts]: contract })
}

/** The contract of a middleware that `endpoint` made. */
export function contractOf(middleware: object): Contract | undefined {
  return (middleware as { [contracts]?: Contract })[contracts]
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function refuse(ctx: EndpointContext, error: InputError, type: string | undefined): void {
  if (type !== 'text/plain') throw error
  ctx.status = error.status
  ctx.type = type
  ctx.body = error.message
}
