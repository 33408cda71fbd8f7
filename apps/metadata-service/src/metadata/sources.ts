import type { RouteContext } from '@slipway/service-kit'
import { openDownstream } from '@slipway/service-kit/downstream'
import type { z } from 'zod'
import type { Settings } from '../settings.ts'
import { ProductInfo, UserInfo, type Parts } from './metadata.ts'
import { downstreamSource, simulatedSource, type Source } from './source.ts'

/** Where each part comes from. */
export type Sources = { [Name in keyof Parts]: Source<Parts[Name]> }

/** Opens the user and the product service. Without a URL they are simulated and take 100 and 150 ms. */
export function openSources(context: RouteContext<Settings>): Sources {
  const { USER_SERVICE_URL, PRODUCT_SERVICE_URL } = context.settings
  const user = { id: 'user-123', name: 'Alice' }
  const product = { id: 'prod-456', price: 99.99 }
  return {
    userInfo: USER_SERVICE_URL
      ? openSource('user', { url: USER_SERVICE_URL, schema: UserInfo }, context)
      : simulatedSource(user, 100),
    productInfo: PRODUCT_SERVICE_URL
      ? openSource('product', { url: PRODUCT_SERVICE_URL, schema: ProductInfo }, context)
      : simulatedSource(product, 150),
  }
}

function openSource<Part>(
  name: string,
  { url, schema }: { url: string; schema: z.ZodType<Part> },
  { log, metrics, onStop }: RouteContext<Settings>,
): Source<Part> {
  const downstream = openDownstream({ name, url, log, metrics })
  onStop(() => downstream.close())
  return downstreamSource(downstream, schema)
}
