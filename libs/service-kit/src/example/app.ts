import { defineService } from '@slipway/service-kit'
import { z } from 'zod'

/** Greets whoever asks. */
export const greeter = defineService({
  name: 'greeter',
  port: 3000,
  settings: z.object({ GREETING: z.string().default('Hello') }),
  routes(router, { settings }) {
    router.get('/api/greeting', (ctx) => {
      ctx.body = { greeting: `${settings.GREETING}, ${String(ctx.query['name'] ?? 'world')}` }
    })
  },
})
