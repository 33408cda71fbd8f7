import { shortCommit } from '../../message/commit-message.ts'
import type { RefusalRule } from './refusal.ts'

/** What `git revert` took back in the target was tested before as well: another build may go there, this one only when somebody says so. */
export const reverted: RefusalRule = (_, changing) =>
  changing.flatMap(({ service, candidate, takenBack }) => {
    if (!candidate || !takenBack) return []
    const { commit, author } = takenBack
    const found = `"${candidate.build.digest}" ran there, and ${author.name} took it back in ${shortCommit(commit)}`
    return [{ override: 'again' as const, code: 'reverted', service, found }]
  })
