/** Lets a few tasks run at a time and a few wait; the rest is refused at once. */
export interface Bulkhead {
  /**
   * Runs `task` when its turn comes. Throws what `refuse` gives when there is no place to wait in, and the reason of `signal` when that
   * aborts before.
   */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result>
  readonly running: number
  readonly waiting: number
}

/**
 * A bulkhead of its own instead of cockatiel's: that one keeps a call that was given up in its queue, and the caller waiting, until a
 * running one ends.
 */
export function createBulkhead(limits: { running: number; waiting: number }, refuse: () => Error): Bulkhead {
  let running = 0
  const queue = new Set<() => void>()

  async function enter(signal: AbortSignal): Promise<void> {
    if (running < limits.running) {
      running += 1
      return
    }
    if (queue.size >= limits.waiting) throw refuse()
    await waitForTurn(queue, signal)
  }

  /** The place of one that ends goes to the one that waits longest. */
  function leave(): void {
    const [next] = queue
    if (next) next()
    else running -= 1
  }

  return {
    async run(task, signal) {
      signal.throwIfAborted()
      await enter(signal)
      try {
        return await task()
      } finally {
        leave()
      }
    },
    get running() {
      return running
    },
    get waiting() {
      return queue.size
    },
  }
}

function waitForTurn(queue: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = () => {
      queue.delete(begin)
      signal.removeEventListener('abort', giveUp)
      resolve()
    }
    const giveUp = () => {
      queue.delete(begin)
      reject(signal.reason as Error)
    }
    queue.add(begin)
    signal.addEventListener('abort', giveUp, { once: true })
  })
}
