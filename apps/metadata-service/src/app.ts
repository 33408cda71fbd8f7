import { defineService } from '@slipway/service-kit'
import { passOn } from './compute/pass-on.ts'
import { gatherMetadata } from './metadata/gather-metadata.ts'
import { productSource, userSource } from './metadata/sources.ts'
import { settings } from './settings.ts'

/** The backend of the front end: gathers from the services behind it. */
export const metadata = defineService({
  name: 'metadata-service',
  port: 3000,
  settings,
  routes(router, { settings: { USER_SERVICE_URL, PRODUCT_SERVICE_URL, COMPUTATION_SERVICE_URL } }) {
    const sources = { user: userSource(USER_SERVICE_URL), product: productSource(PRODUCT_SERVICE_URL) }

    router.get('/api/metadata', async (ctx) => {
      ctx.state.log.debug('Gathering')
      ctx.body = await gatherMetadata(sources, ctx.state.requestId)
    })
    router.get('/api/compute', (ctx) => passOn(ctx, COMPUTATION_SERVICE_URL))
  },
})
