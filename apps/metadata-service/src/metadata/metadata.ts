import { z } from 'zod'

/** Who asks. */
export const UserInfo = z.object({ id: z.string(), name: z.string() }).meta({ id: 'UserInfo' })
/** What is on offer. */
export const ProductInfo = z.object({ id: z.string(), price: z.number() }).meta({ id: 'ProductInfo' })

const aggregatedAt = z.iso.datetime().meta({ description: 'When it was gathered' })
const partNames = z.enum(['userInfo', 'productInfo'])

/** What `/api/metadata` answers. */
export const Metadata = z
  .object({ userInfo: UserInfo, productInfo: ProductInfo, aggregatedAt })
  .meta({ id: 'Metadata', description: 'Every part' })

/** What `/api/metadata?partial=true` answers. */
export const PartialMetadata = z
  .object({
    userInfo: UserInfo.optional(),
    productInfo: ProductInfo.optional(),
    aggregatedAt,
    missing: z.array(partNames).meta({ description: 'The parts that could not be had' }),
  })
  .meta({ id: 'PartialMetadata', description: 'The parts that there are, and the names of the others' })

/** The parts of metadata, each of which comes from a source of its own. */
export interface Parts {
  userInfo: z.infer<typeof UserInfo>
  productInfo: z.infer<typeof ProductInfo>
}
