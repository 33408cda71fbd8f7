import type { ServerResponse } from 'node:http'

/**
 * A signal that aborts when the client of `response` goes away before it has all of it (reason: an `AbortError`) or when `deadline`
 * passes (reason: a `TimeoutError`). Nothing of it outlives the response.
 */
export function watchRequest(response: ServerResponse, deadline: number | undefined): AbortSignal {
  const controller = new AbortController()
  const leave = () => controller.abort(new DOMException('The client went away', 'AbortError'))
  if (response.destroyed && !response.writableFinished) leave()
  if (response.destroyed) return controller.signal
  const timer = deadline === undefined ? undefined : abortAt(controller, deadline)
  response.once('close', () => {
    clearTimeout(timer)
    if (!response.writableFinished) leave()
  })
  return controller.signal
}

function abortAt(controller: AbortController, deadline: number): NodeJS.Timeout {
  const pass = () =>
    controller.abort(new DOMException('The deadline of the caller has passed', 'TimeoutError'))
  return setTimeout(pass, Math.max(0, deadline - performance.now()))
}
