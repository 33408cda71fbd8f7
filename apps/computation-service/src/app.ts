import { defineService } from '@slipway/service-kit'
import { openFibonacciPool } from './fibonacci/pool.ts'
import { readFirst } from './input/read-first.ts'
import { parseN } from './input/parse-n.ts'

/** Computes Fibonacci numbers in worker threads, so that the thread that answers requests is always free. */
export const computation = defineService({
  name: 'computation-service',
  port: 8080,
  routes(router, { onStop }) {
    const pool = openFibonacciPool()
    onStop(() => pool.close())

    router.get('/api/compute', async (ctx) => {
      const n = parseN(readFirst(ctx.querystring, 'n'))
      if (n === undefined) {
        ctx.status = 400
        ctx.type = 'text/plain'
        ctx.body = "Invalid 'n'. Must be an integer between 0 and 40.\n"
        return
      }
      ctx.state.log.debug({ n }, 'Computing')
      ctx.body = { input: n, ...(await pool.compute(n)) }
    })
  },
})
