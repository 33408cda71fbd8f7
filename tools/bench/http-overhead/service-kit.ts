// The same route in a service: a line with route, ids and trace per request, metrics, limits, probes.
import { defineService, startService } from '@slipway/service-kit'
import { answerMeasurer } from './serve.ts'

const items = defineService({
  name: 'items',
  port: 3000,
  routes(router) {
    router.get('/api/items/:id', (ctx) => {
      ctx.body = { id: ctx.params['id'] }
    })
  },
})

const { port } = await startService(items, { PORT: '0' })
answerMeasurer(port)
