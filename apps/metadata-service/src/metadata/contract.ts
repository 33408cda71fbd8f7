import { z } from 'zod'
import { Metadata, PartialMetadata } from './metadata.ts'

const partial = z
  .boolean()
  .default(false)
  .meta({ description: 'Whether to answer with the parts that there are when one of them cannot be had' })

/** `GET /api/metadata`. */
export const metadataContract = {
  summary: 'Gathers what there is about the user and the product',
  description: 'Takes as long as the slower of the services behind it.',
  query: z.object({ partial }),
  responses: {
    // In this order: "missing" tells the two apart, and an object that has more than a schema knows fits it too.
    200: z.union([PartialMetadata, Metadata]).meta({ description: 'What the services answered, and when' }),
  },
}
