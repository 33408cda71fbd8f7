import type { Oid } from '../oid.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'

/** Stores contents byte for byte; their ids come in the same order. */
export async function writeBlobs(
  context: GitContext,
  contents: readonly (string | Uint8Array)[],
): Promise<Oid[]> {
  const oids: Oid[] = []
  for (let from = 0; from < contents.length; from += processesAtOnce) {
    const some = contents.slice(from, from + processesAtOnce)
    oids.push(...(await Promise.all(some.map((content) => writeBlob(context, content)))))
  }
  return oids
}

const processesAtOnce = 8

function writeBlob(context: GitContext, content: string | Uint8Array): Promise<Oid> {
  return runGitText(context, ['hash-object', '-w', '--stdin'], { purpose: 'store a file', input: content })
}
