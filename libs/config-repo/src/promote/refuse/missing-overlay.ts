import type { RefusalRule } from './refusal.ts'

/** Without an overlay there is nothing to change, and without its `images` entry a digest would have no effect. */
export const missingOverlay: RefusalRule = ({ to }, changing) =>
  changing.flatMap(({ service, target }) => {
    if (!target)
      return [{ override: null, code: 'no-overlay', service, found: `"${to}" has no overlay of it` }]
    if (target.image) return []
    const found = `its overlay in "${to}" has no images entry with that name`
    return [{ override: null, code: 'no-images-entry', service, found }]
  })
