import { defineService, endpoint } from '@slipway/service-kit'
import { computeContract } from './contract.ts'
import { openFibonacciPool } from './fibonacci/pool.ts'

/** Computes Fibonacci numbers in worker threads, so that the thread that answers requests is always free. */
export const computation = defineService({
  name: 'computation-service',
  description: 'Computes Fibonacci numbers',
  version: '0.1.0',
  port: 8080,
  routes(router, { onStop }) {
    const pool = openFibonacciPool()
    onStop(() => pool.close())

    const compute = endpoint(computeContract, async (ctx, { query: { n } }) => {
      ctx.state.log.debug({ n }, 'Computing')
      return { input: n, ...(await pool.compute(n)) }
    })
    router.get('/api/compute', compute)
  },
})
