import { BrokenCircuitError, circuitBreaker, CircuitState, CountBreaker, handleWhenResult } from 'cockatiel'

/** When a circuit breaker opens, and for how long. */
export interface BreakerLimits {
  /** How many of the last calls are looked at. */
  calls: number
  /** How many there must be before it may open. */
  minimumCalls: number
  /** It opens when more than this share of them failed. */
  threshold: number
  /** How long nobody is asked then. After that one call is let through, and what becomes of it decides. */
  openMs: number
}

/** `half-open` while one call finds out whether the downstream is back. */
export type BreakerState = 'closed' | 'half-open' | 'open'

/** What the end of a call says of the downstream; `nothing` when it was given up before one could know. */
export type Verdict = 'well' | 'ill' | 'nothing'

/** What a breaker asks of those that it works for. */
export interface BreakerRules {
  /** What an error says that came after so many milliseconds. */
  judge(error: unknown, afterMs: number): Verdict
  /** The error for a call that is kept away. */
  refuse(retryAfterMs: number): Error
  onChange(state: BreakerState): void
}

/** Keeps calls away from a downstream that fails. */
export interface Breaker {
  /** `task` is told whether it decides if the breaker stays open: then it has to go on even when its caller does not wait for it. */
  run<Result>(task: (decides: boolean) => Promise<Result>): Promise<Result>
  readonly state: BreakerState
}

/** A breaker over cockatiel's, which lets one call through at a time while it is half open. */
export function createBreaker(limits: BreakerLimits, rules: BreakerRules): Breaker {
  const { calls: size, minimumCalls: minimumNumberOfCalls, threshold } = limits
  const policy = circuitBreaker(handleWhenResult(isFailure), {
    halfOpenAfter: limits.openMs,
    breaker: new CountBreaker({ threshold, size, minimumNumberOfCalls }),
  })
  policy.onStateChange((state) => rules.onChange(names[state]))

  // A call that finds nothing out must not close the breaker again.
  function isFailure(outcome: unknown): boolean {
    const { verdict } = outcome as Outcome<unknown>
    return verdict === 'ill' || (verdict === 'nothing' && policy.state === CircuitState.HalfOpen)
  }

  /** Throws what says nothing: for cockatiel, what is thrown is neither a success nor a failure, but while it is half open. */
  async function judgeCall<Result>(task: Task<Result>): Promise<Outcome<Result>> {
    const outcome = await settle(() => task(policy.state === CircuitState.HalfOpen), rules)
    if (outcome.verdict === 'nothing' && policy.state !== CircuitState.HalfOpen) throw outcome.error
    return outcome
  }

  return {
    async run(task) {
      // cockatiel would have them wait for the outcome, and past their deadlines.
      if (policy.state === CircuitState.HalfOpen) throw rules.refuse(limits.openMs)
      const outcome = await policy
        .execute(() => judgeCall(task))
        .catch((error: unknown) => {
          throw error instanceof BrokenCircuitError ? rules.refuse(limits.openMs) : error
        })
      if (outcome.failed) throw outcome.error
      return outcome.result
    },
    get state() {
      return names[policy.state]
    },
  }
}

const names: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
}

type Task<Result> = (decides: boolean) => Promise<Result>

type Outcome<Result> =
  | { failed: false; verdict: Verdict; result: Result; error?: undefined }
  | { failed: true; verdict: Verdict; error: unknown }

async function settle<Result>(
  task: () => Promise<Result>,
  { judge }: BreakerRules,
): Promise<Outcome<Result>> {
  const begun = performance.now()
  try {
    return { failed: false, verdict: 'well', result: await task() }
  } catch (error) {
    return { failed: true, verdict: judge(error, performance.now() - begun), error }
  }
}
