import type { RefusalRule } from './refusal.ts'

/** Promotion goes from each environment to the next one, never back. */
export const skippedEnvironment: RefusalRule = ({ settings, from, to }) => {
  const names = settings.environments.map(({ name }) => name)
  const [start, end] = [names.indexOf(from), names.indexOf(to)]
  if (start >= end) {
    const found = `"${to}" does not come after "${from}" in slipway.yaml`
    return [{ override: null, code: 'backwards', service: null, found }]
  }
  const skipped = names.slice(start + 1, end).map((name) => `"${name}"`)
  if (skipped.length === 0) return []
  const found = `${skipped.join(', ')} ${skipped.length === 1 ? 'comes' : 'come'} between it and "${from}"`
  return [{ override: 'skip-environment', code: 'skips-environment', service: null, found }]
}
