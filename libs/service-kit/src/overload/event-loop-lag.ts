/** How late the event loop is, as of the last second or so. */
export interface EventLoopLag {
  milliseconds(): number
  stop(): void
}

const intervalMs = 50
/** Of the newest sample: one long task does not make an overload, a second of them does. */
const weight = 0.2

/** Measures by how much a timer comes late; does not keep the process alive. */
export function watchEventLoop(): EventLoopLag {
  let lag = 0
  let due = performance.now() + intervalMs
  const timer = setInterval(() => {
    const now = performance.now()
    lag += weight * (Math.max(0, now - due) - lag)
    due = now + intervalMs
  }, intervalMs).unref()
  return { milliseconds: () => lag, stop: () => clearInterval(timer) }
}
