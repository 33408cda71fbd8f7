/** Enough of a digest for a table: its first digits, without the algorithm. A tag stays. */
export function tableDigest(digest: string | null): string {
  return digest === null ? 'none' : digest.replace(/^sha256:([0-9a-f]{8}).*$/, '$1')
}

/** Enough of a commit's id for a table. */
export function tableCommit(commit: string | undefined): string {
  return commit?.slice(0, 8) ?? ''
}

/** A moment to the minute, in UTC as everything is: `2026-11-21 09:30`. */
export function tableTime(moment: string): string {
  return moment.replace('T', ' ').replace(/:\d\dZ$/, '')
}
