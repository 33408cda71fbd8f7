import type { Caller } from './downstream.ts'

/** How long a call may go on. */
export interface CallLimit {
  /** Aborts when the call has to end; its reason is the error that the call ends with. */
  readonly signal: AbortSignal
  /** Milliseconds until then, when nobody gives the call up before. */
  remainingMs(): number
  /** Lets go of timer and listeners. */
  release(): void
}

/** Why a call has to end before it is answered. */
export type LimitCode = 'timeout' | 'deadline' | 'cancelled'

/** A call ends this much before its caller's deadline, so that the caller still gets an answer, if only of what is missing. */
const answerMs = 10

/**
 * Limits a call to `timeoutMs`, to the caller's deadline if that is sooner, and to as long as neither the caller nor `signal`
 * gives it up. Made by hand, as `AbortSignal.any` and `AbortSignal.timeout` hold on to their listeners until they are collected.
 */
export function limitCall(
  caller: Pick<Caller, 'signal' | 'deadline'>,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
  fail: (code: LimitCode, cause?: unknown) => Error,
): CallLimit {
  const controller = new AbortController()
  const timeout = performance.now() + timeoutMs
  const deadline = (caller.deadline ?? Infinity) - answerMs
  const end = Math.min(timeout, deadline)
  const expire = () => controller.abort(fail(deadline < timeout ? 'deadline' : 'timeout'))
  const timer = setTimeout(expire, Math.max(0, end - performance.now()))

  const given = [caller.signal, ...(signal ? [signal] : [])]
  const giveUp = ({ reason }: AbortSignal) => {
    const isLate = (reason as Error | undefined)?.name === 'TimeoutError'
    controller.abort(fail(isLate ? 'deadline' : 'cancelled', reason))
  }
  const listen = (event: Event) => giveUp(event.target as AbortSignal)
  for (const each of given) each.addEventListener('abort', listen, { once: true })
  const aborted = given.find((each) => each.aborted)
  if (aborted) giveUp(aborted)
  else if (end <= performance.now()) expire()

  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, end - performance.now()),
    release() {
      clearTimeout(timer)
      for (const each of given) each.removeEventListener('abort', listen)
    },
  }
}

/** Gives what `work` gives, or rejects with the reason of `signal` when that aborts and `work` goes on all the same. */
export function leaveBehind<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  goesOn: () => boolean,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      if (goesOn()) reject(signal.reason as Error)
    }
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject)
  })
}
