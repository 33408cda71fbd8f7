import type { RequestState } from '@slipway/service-kit'
import type { z } from 'zod'
import type { Metadata, PartialMetadata } from './metadata.ts'
import type { Sources } from './sources.ts'

/**
 * Asks both sources at the same time, so that it takes as long as the slower one. When one fails it throws that
 * one's error at once and lets go of the other.
 */
export async function gatherMetadata(
  sources: Sources,
  caller: RequestState,
): Promise<z.infer<typeof Metadata>> {
  const over = new AbortController()
  try {
    const [userInfo, productInfo] = await Promise.all([
      sources.userInfo(caller, over.signal),
      sources.productInfo(caller, over.signal),
    ])
    return { userInfo, productInfo, aggregatedAt: new Date().toISOString() }
  } finally {
    over.abort()
  }
}

/** Asks both sources at the same time, and gives what there is within the caller's deadline. What is missing is named, and why is logged. */
export async function gatherPartialMetadata(
  sources: Sources,
  caller: RequestState,
): Promise<z.infer<typeof PartialMetadata>> {
  const missing: (keyof Sources)[] = []
  const orMissing =
    (name: keyof Sources) =>
    (err: unknown): undefined => {
      missing.push(name)
      caller.log.warn({ err, part: name }, 'Part is missing')
    }
  const { signal } = caller
  const [userInfo, productInfo] = await Promise.all([
    sources.userInfo(caller, signal).catch(orMissing('userInfo')),
    sources.productInfo(caller, signal).catch(orMissing('productInfo')),
  ])
  return {
    ...(userInfo && { userInfo }),
    ...(productInfo && { productInfo }),
    aggregatedAt: new Date().toISOString(),
    missing: missing.toSorted(),
  }
}
