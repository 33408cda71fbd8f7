/** What a person may overrule when a promotion is refused; each is named as its flag is. */
export const promotionOverrides = [
  'skip-environment',
  'allow-held',
  'allow-never-run',
  'allow-older',
  'again',
  'skip-gates',
] as const

/** One of them. */
export type PromotionOverride = (typeof promotionOverrides)[number]
