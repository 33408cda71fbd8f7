// Koa, its router and pino-http as its documentation shows it: a line per request, with an id.
import { Router } from '@koa/router'
import Koa from 'koa'
import { pinoHttp } from 'pino-http'
import { serve } from './serve.ts'

const router = new Router()
router.get('/api/items/:id', (ctx) => {
  ctx.body = { id: ctx.params['id'] }
})

const log = pinoHttp()
const app = new Koa()
app.use((ctx, next) => {
  log(ctx.req, ctx.res)
  return next()
})

await serve(app.use(router.routes()).use(router.allowedMethods()).callback())
