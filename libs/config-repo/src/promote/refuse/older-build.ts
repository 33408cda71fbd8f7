import type { Build } from '../../release/build.ts'
import type { Release } from '../../release/release.ts'
import type { BuildOrder } from '../promote-facts.ts'
import type { RefusalRule } from './refusal.ts'

/** A promotion goes forward, and must not lose a hotfix. */
export const olderBuild: RefusalRule = (_, changing) =>
  changing.flatMap(({ service, candidate, target, order }) => {
    const runs = target?.release
    if (!candidate || !runs || !(order in codes)) return []
    const [code, found] = describe(order as keyof typeof codes, candidate.build, runs)
    return [{ override: 'allow-older' as const, code, service, found }]
  })

const codes = { older: 'older-build', diverged: 'diverged-build', unknown: 'unknown-order' } as const

function describe(
  order: Extract<BuildOrder, keyof typeof codes>,
  build: Build,
  runs: Release,
): [code: string, found: string] {
  const [wanted, found] = [build.source.commit, runs.source.commit]
  const what = runs.hotfix ? `the hotfix (${runs.hotfix.reason})` : 'what'
  const sentences = {
    older: `"${wanted}" is older than ${what} "${found}" that runs there`,
    diverged: `"${wanted}" does not contain ${what} "${found}" that runs there`,
    unknown: `neither a clone of the source nor the history of the config repo tells whether "${wanted}" comes after "${found}", which runs there`,
  }
  return [codes[order], sentences[order]]
}
