import { askSource, type Source } from './source.ts'
import type { ProductInfo, UserInfo } from './sources.ts'

/** What `/api/metadata` answers; `aggregatedAt` is in ISO 8601. */
export interface Metadata {
  userInfo: UserInfo
  productInfo: ProductInfo
  aggregatedAt: string
}

/** A caller has given up by then. */
const timeoutMs = 5000

/**
 * Asks both sources at the same time, so that it takes as long as the slower one. When one fails it throws that
 * one's error at once and lets go of the other.
 */
export async function gatherMetadata(
  sources: { user: Source<UserInfo>; product: Source<ProductInfo> },
  requestId: string,
): Promise<Metadata> {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(timeoutMs)])
  try {
    const [userInfo, productInfo] = await Promise.all([
      askSource(sources.user, { requestId, signal }),
      askSource(sources.product, { requestId, signal }),
    ])
    return { userInfo, productInfo, aggregatedAt: new Date().toISOString() }
  } finally {
    over.abort()
  }
}
