import { defineService, endpoint } from '@slipway/service-kit'
import { computeContract } from './compute/contract.ts'
import { openComputation } from './compute/open-computation.ts'
import { passOn } from './compute/pass-on.ts'
import { metadataContract } from './metadata/contract.ts'
import { gatherMetadata, gatherPartialMetadata } from './metadata/gather-metadata.ts'
import { openSources } from './metadata/sources.ts'
import { settings } from './settings.ts'

/** The backend of the front end: gathers from the services behind it. */
export const metadata = defineService({
  name: 'metadata-service',
  description: 'The backend of the front end: gathers from the services behind it',
  version: '0.1.0',
  port: 3000,
  settings,
  routes(router, context) {
    const sources = openSources(context)
    const computation = openComputation(context)

    const gather = endpoint(metadataContract, (ctx, { query: { partial } }) => {
      ctx.state.log.debug('Gathering')
      return partial ? gatherPartialMetadata(sources, ctx.state) : gatherMetadata(sources, ctx.state)
    })
    router.get('/api/metadata', gather)
    router.get(
      '/api/compute',
      endpoint(computeContract, (ctx) => passOn(ctx, computation)),
    )
  },
})
