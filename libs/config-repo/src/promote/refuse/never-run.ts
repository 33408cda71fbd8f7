import type { Refusal, RefusalRule } from './refusal.ts'

/** What is promoted is what was tested: the environment before has to have run it. */
export const neverRun: RefusalRule = ({ from }, changing) =>
  changing.flatMap(({ service, candidate, wanted }): Refusal[] => {
    if (!candidate) {
      const found =
        wanted === undefined
          ? `"${from}" has no release of it`
          : `no environment ever ran exactly one build with the digest "${wanted}"`
      return [{ override: null, code: 'unknown-build', service, found }]
    }
    if (candidate.ranIn === from) return []
    const found = `"${from}" never ran "${candidate.build.digest}", only "${candidate.ranIn}" did`
    return [{ override: 'allow-never-run', code: 'never-run', service, found }]
  })
