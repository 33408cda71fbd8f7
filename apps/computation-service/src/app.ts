import { defineService, endpoint } from '@slipway/service-kit'
import { workerPoolSettings } from '@slipway/service-kit/worker-pool'
import { computeContract } from './contract.ts'
import { openFibonacciPool } from './fibonacci/pool.ts'

/** Computes Fibonacci numbers in worker threads, so that the thread that answers requests is always free. */
export const computation = defineService({
  name: 'computation-service',
  description: 'Computes Fibonacci numbers',
  version: '0.1.0',
  port: 8080,
  settings: workerPoolSettings,
  async routes(router, { settings, ...context }) {
    const pool = await openFibonacciPool(settings, context)

    const compute = endpoint(computeContract, async (ctx, { query: { n } }) => {
      ctx.state.log.debug({ n }, 'Computing')
      return { input: n, ...(await pool.run(n, ctx.state.signal)) }
    })
    router.get('/api/compute', compute)
  },
})
