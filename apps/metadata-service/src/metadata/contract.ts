import { z } from 'zod'
import { productInfo, userInfo } from './sources.ts'

/** `GET /api/metadata`. */
export const metadataContract = {
  summary: 'Gathers what there is about the user and the product',
  responses: {
    200: z
      .object({ userInfo, productInfo, aggregatedAt: z.iso.datetime() })
      .meta({ id: 'Metadata', description: 'What both services answered, and when' }),
  },
}
