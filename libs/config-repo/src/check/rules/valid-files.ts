import type { Rule } from '../rule.ts'

/** Every file that Slipway reads can be read. */
export const validFiles: Rule = ({ invalid }) =>
  invalid.map((problem) => ({ ...problem, severity: 'problem' }))
