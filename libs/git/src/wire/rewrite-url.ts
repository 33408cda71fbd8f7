import type { Config } from '../run/config.ts'

/** A URL after `url.<base>.insteadOf`, of which the longest that fits counts. */
export function rewriteUrl(url: string, config: Config): string {
  let [longest, base] = ['', '']
  for (const [key, beginnings] of config) {
    const candidate = /^url\.(.*)\.insteadof$/s.exec(key)?.[1]
    if (candidate === undefined) continue
    for (const beginning of beginnings) {
      if (beginning.length > longest.length && url.startsWith(beginning))
        [longest, base] = [beginning, candidate]
    }
  }
  return longest === '' ? url : base + url.slice(longest.length)
}
