import { defineService, endpoint } from '@slipway/service-kit'
import { z } from 'zod'

const greeting = {
  summary: 'Greets by name',
  query: z.object({ name: z.string().min(1).max(100).default('world') }),
  responses: { 200: z.object({ greeting: z.string() }).meta({ id: 'Greeting' }) },
}

/** Greets whoever asks. */
export const greeter = defineService({
  name: 'greeter',
  port: 3000,
  settings: z.object({ GREETING: z.string().default('Hello') }),
  routes(router, { settings }) {
    const greet = endpoint(greeting, (_, { query }) => ({ greeting: `${settings.GREETING}, ${query.name}` }))
    router.get('/api/greeting', greet)
  },
})
