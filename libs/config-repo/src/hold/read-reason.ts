import { ConfigRepoError } from '../config-repo-error.ts'

/** A reason in one line, as releases and trailers have it. Throws `invalid-reason` when it says nothing. */
export function readReason(text: string): string {
  const reason = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  if (reason !== '') return reason
  throw new ConfigRepoError('invalid-reason', `Cannot record the reason: wanted a text, found "${text}"`)
}
