import { defineService, endpoint } from '@slipway/service-kit'
import { computeContract } from './compute/contract.ts'
import { passOn } from './compute/pass-on.ts'
import { metadataContract } from './metadata/contract.ts'
import { gatherMetadata } from './metadata/gather-metadata.ts'
import { productSource, userSource } from './metadata/sources.ts'
import { settings } from './settings.ts'

/** The backend of the front end: gathers from the services behind it. */
export const metadata = defineService({
  name: 'metadata-service',
  description: 'The backend of the front end: gathers from the services behind it',
  version: '0.1.0',
  port: 3000,
  settings,
  routes(router, { settings: { USER_SERVICE_URL, PRODUCT_SERVICE_URL, COMPUTATION_SERVICE_URL } }) {
    const sources = { user: userSource(USER_SERVICE_URL), product: productSource(PRODUCT_SERVICE_URL) }

    const gather = endpoint(metadataContract, (ctx) => {
      ctx.state.log.debug('Gathering')
      return gatherMetadata(sources, ctx.state.requestId)
    })
    router.get('/api/metadata', gather)
    router.get(
      '/api/compute',
      endpoint(computeContract, (ctx) => passOn(ctx, COMPUTATION_SERVICE_URL)),
    )
  },
})
