import { defineService, readJson, runService } from '@slipway/service-kit'

/** Has a route that reads a body and one that does not: all that clients can be hostile to. */
const victim = defineService({
  name: 'victim',
  port: 3000,
  routes(router) {
    router.get('/item', (ctx) => void (ctx.body = { id: 1 }))
    router.post('/item', async (ctx) => void (ctx.body = await readJson(ctx)))
  },
})

await runService(victim, process)
