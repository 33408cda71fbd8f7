import type { Pool } from 'undici'
import type { z } from 'zod'
import { deadlineHeader, writeTimeoutMs } from '../request/deadline-header.ts'
import { createBreaker, type Breaker } from './breaker.ts'
import { createBulkhead, type Bulkhead } from './bulkhead.ts'
import { limitCall, leaveBehind, type CallLimit } from './call-limit.ts'
import type { Answer, Caller, CallRequest, Downstream } from './downstream.ts'
import { DownstreamError, type DownstreamErrorCode, type DownstreamFacts } from './downstream-error.ts'
import { exchange } from './exchange.ts'
import { judge } from './judge.ts'
import { countCalls, type CallMetrics, type DownstreamGauges } from './metrics.ts'
import { openPool } from './open-pool.ts'
import { breakerDefaults, defaults, type DownstreamOptions, type SettledOptions } from './options.ts'
import { readAny, readJson, type ReadAnswer } from './read-answer.ts'
import { readFailure } from './read-failure.ts'
import { createRetryBudget, tryTwice } from './retry.ts'

/** A second try comes up to this much later, each call's at a time of its own. */
const jitterMs = 50

/**
 * Opens a client of one downstream. A call waits for its turn (bulkhead), is kept away while the downstream fails (breaker), ends
 * within its time and its caller's deadline, and is tried a second time when that can help and changes nothing (GET).
 */
export function openDownstream(options: DownstreamOptions): Downstream {
  return new HttpDownstream({ ...defaults, ...options })
}

class HttpDownstream implements Downstream {
  readonly name: string
  readonly #options: SettledOptions
  readonly #url: URL
  readonly #pool: Pool
  readonly #bulkhead: Bulkhead
  readonly #breaker: Breaker
  readonly #budget = createRetryBudget()
  readonly #metrics: CallMetrics | undefined

  constructor(options: SettledOptions) {
    const { name, url, timeoutMs, connections: running, waiting, log, metrics } = options
    this.name = name
    this.#options = options
    this.#url = new URL(url)
    this.#pool = openPool(this.#url.origin, options)
    this.#bulkhead = createBulkhead({ running, waiting }, () => this.#fail('too-many-calls'))
    this.#breaker = createBreaker(
      { ...breakerDefaults, ...options.breaker },
      {
        judge: (error, afterMs) => judge(error, afterMs, timeoutMs),
        refuse: (retryAfterMs) => this.#fail('breaker-open', { retryAfterMs }),
        onChange: (state) => log?.warn({ downstream: name, breaker: state }, 'Breaker changed'),
      },
    )
    this.#metrics = metrics && countCalls(metrics, name, this.#measure)
  }

  getJson<Value>(schema: z.ZodType<Value>, caller: Caller, request: CallRequest = {}): Promise<Value> {
    const headers = { accept: 'application/json', ...request.headers }
    return this.#call(caller, { ...request, headers }, readJson(this.name, schema))
  }

  async ask(caller: Caller, request: CallRequest = {}): Promise<Answer> {
    try {
      return await this.#call(caller, request, readAny(this.name))
    } catch (error) {
      if (error instanceof DownstreamError && error.answer) return error.answer
      throw error
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  async #call<Result>(caller: Caller, request: CallRequest, read: ReadAnswer<Result>): Promise<Result> {
    const limit = this.#limit(caller, request.signal)
    const attempt = () => this.#attempt(caller, request, limit, read)
    const begun = performance.now()
    let outcome: 'success' | DownstreamErrorCode = 'success'
    this.#budget.earn()
    try {
      return await tryTwice(attempt, {
        delayBefore: (error) => this.#delayBefore(error, request, limit),
        isRefusal: (error) => isOneOf(error, ['breaker-open', 'too-many-calls']),
        signal: limit.signal,
      })
    } catch (error) {
      if (error instanceof DownstreamError) outcome = error.code
      throw error
    } finally {
      limit.release()
      this.#metrics?.end(outcome, (performance.now() - begun) / 1000)
    }
  }

  #attempt<Result>(
    caller: Caller,
    request: CallRequest,
    limit: CallLimit,
    read: ReadAnswer<Result>,
  ): Promise<Result> {
    let goesOn = false
    const send = (decides: boolean) => {
      goesOn = decides
      return decides ? this.#probe(caller, request, read) : this.#send(caller, request, limit, read)
    }
    const work = this.#bulkhead.run(() => this.#breaker.run(send), limit.signal)
    return leaveBehind(work, limit.signal, () => goesOn)
  }

  #limit(caller: Pick<Caller, 'signal' | 'deadline'>, signal?: AbortSignal): CallLimit {
    const { timeoutMs } = this.#options
    return limitCall(caller, { timeoutMs, signal }, (code, cause) => this.#fail(code, { cause }))
  }

  /**
   * Sends the call that decides whether the breaker stays open: with all the time that a call has, whatever its caller does. Callers
   * leave when another downstream fails, and two open breakers would keep each other open for good.
   */
  async #probe<Result>(caller: Caller, request: CallRequest, read: ReadAnswer<Result>): Promise<Result> {
    const limit = this.#limit({ signal: new AbortController().signal, deadline: undefined })
    try {
      return await this.#send(caller, request, limit, read)
    } finally {
      limit.release()
    }
  }

  async #send<Result>(
    caller: Caller,
    { method = 'GET', path, headers, body }: CallRequest,
    limit: CallLimit,
    read: ReadAnswer<Result>,
  ): Promise<Result> {
    limit.signal.throwIfAborted()
    const { pathname, search } = this.#url
    const sent = {
      method,
      path: path === undefined ? pathname + search : pathname.replace(/\/$/, '') + path,
      headers: { ...headers, ...caller.outgoing(), [deadlineHeader]: writeTimeoutMs(limit.remainingMs()) },
      body: body ?? null,
    }
    const answer = await exchange(this.#pool, sent, limit.signal).catch((error: unknown) => {
      throw readFailure(this.name, error)
    })
    return read(answer)
  }

  /** How long to wait before the second try; `undefined` when it may do harm, cannot help, or would come too late. */
  #delayBefore(error: unknown, { method = 'GET' }: CallRequest, limit: CallLimit): number | undefined {
    if (method !== 'GET' && method !== 'HEAD') return undefined
    if (!(error instanceof DownstreamError) || !this.#isPassing(error)) return undefined
    const delayMs = (error.retryAfterMs ?? 0) + Math.random() * jitterMs
    if (delayMs >= limit.remainingMs() || !this.#budget.spend()) return undefined
    this.#metrics?.retry()
    return delayMs
  }

  #isPassing({ code, status = 0 }: DownstreamError): boolean {
    if (code === 'unexpected-status') return this.#options.retryStatuses.includes(status)
    return code === 'unreachable'
  }

  readonly #measure = (): DownstreamGauges => ({
    running: this.#bulkhead.running,
    waiting: this.#bulkhead.waiting,
    breaker: this.#breaker.state,
  })

  #fail(code: DownstreamErrorCode, facts?: DownstreamFacts): DownstreamError {
    return new DownstreamError(code, this.name, facts)
  }
}

function isOneOf(error: unknown, codes: readonly DownstreamErrorCode[]): boolean {
  return error instanceof DownstreamError && codes.includes(error.code)
}
