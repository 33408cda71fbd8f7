const began = Math.floor(Date.now() / 1000)
const day = 24 * 3600

/** The time so many days after this process began. */
export function dateOf(clock: number): Date {
  return new Date(secondsOf(clock) * 1000)
}

/** The same in seconds since 1970. */
export function secondsOf(clock: number): number {
  return began + clock * day
}

/** The days from then to a moment that a file names, to half a day: another process may have written it, which began earlier. */
export function clockOf(moment: string): number {
  return Math.round(((Date.parse(moment) / 1000 - began) / day) * 2) / 2
}

/** With these, Git dates what it commits; on the first day it does that by itself, as it does for everybody. */
export function datesAt(clock: number): Record<string, string> {
  if (clock === 0) return {}
  const date = `${secondsOf(clock)} +0000`
  return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
}
