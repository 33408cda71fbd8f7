import { z } from 'zod'
import type { Source } from './source.ts'

/** Who asks, as the user service answers. */
export const userInfo = z.object({ id: z.string(), name: z.string() })

/** What is on offer, as the product service answers. */
export const productInfo = z.object({ id: z.string(), price: z.number() })

/** Who asks. */
export type UserInfo = z.infer<typeof userInfo>

/** What is on offer. */
export type ProductInfo = z.infer<typeof productInfo>

/** The user service; without a URL it is simulated and takes 100 ms. */
export function userSource(url: string | undefined): Source<UserInfo> {
  const simulated = { value: { id: 'user-123', name: 'Alice' }, delayMs: 100 }
  return { name: 'user', url, schema: userInfo, simulated }
}

/** The product service; without a URL it is simulated and takes 150 ms. */
export function productSource(url: string | undefined): Source<ProductInfo> {
  const simulated = { value: { id: 'prod-456', price: 99.99 }, delayMs: 150 }
  return { name: 'product', url, schema: productInfo, simulated }
}
