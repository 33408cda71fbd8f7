import type { Oid } from '../oid.ts'

/** Where objects that are not here come from. */
export interface ObjectSource extends AsyncDisposable {
  /**
   * Brings the commits that refs point to, and gives them by their local names. A refspec is `+<there>:<here>`, each side with `*` at
   * its end when it is for all that begin so. Throws `unknown-revision` when one without `*` is not there.
   */
  fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>>
  /** Brings a commit, which a branch has, with its whole history and all folders, without the contents of files. */
  fetchHistory(branch: string, commit: Oid): Promise<void>
  /** Brings objects that are not here yet; `deep` brings also the folders in folders, at any depth. */
  bring(oids: readonly Oid[], options?: { deep?: boolean }): Promise<void>
}

/** Both sides of a refspec, without `+`. */
export function sidesOf(refspec: string): { there: string; here: string } {
  const [there = '', here = ''] = refspec.replace(/^\+/, '').split(':')
  return { there, here }
}
