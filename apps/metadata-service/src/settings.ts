import { httpUrl } from '@slipway/service-kit'
import { z } from 'zod'

/** What this service reads beside the settings that every service has. A source without a URL is simulated. */
export const settings = z.object({
  USER_SERVICE_URL: httpUrl.optional(),
  PRODUCT_SERVICE_URL: httpUrl.optional(),
  COMPUTATION_SERVICE_URL: httpUrl.default('http://localhost:8080'),
})

/** What this service reads. */
export type Settings = z.infer<typeof settings>
