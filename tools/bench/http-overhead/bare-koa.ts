// Koa and its router, and nothing else.
import { Router } from '@koa/router'
import Koa from 'koa'
import { serve } from './serve.ts'

const router = new Router()
router.get('/api/items/:id', (ctx) => {
  ctx.body = { id: ctx.params['id'] }
})

await serve(new Koa().use(router.routes()).use(router.allowedMethods()).callback())
