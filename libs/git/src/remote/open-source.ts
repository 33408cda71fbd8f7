import { GitError } from '../git-error.ts'
import { adoptFormat } from '../object/adopt-format.ts'
import { classify, explain, reasonOf } from '../run/classify.ts'
import type { GitContext } from '../run/run-git.ts'
import { withoutCredentials } from '../run/without-credentials.ts'
import { connect, hangUp, type Line } from '../wire/connect.ts'
import { OtherVersionError, WireError } from '../wire/packet.ts'
import { Session } from '../wire/session.ts'
import { DirectSource } from './direct-source.ts'
import { GitSource } from './git-source.ts'
import type { ObjectSource } from './object-source.ts'

/**
 * Opens a repository elsewhere for reading: a connection of our own where the server speaks the second version of the protocol, Git's
 * `fetch` everywhere else. Throws `unreachable`, `permission-denied`, `aborted`.
 */
export async function openSource(context: GitContext, url: string): Promise<ObjectSource> {
  const line = await connect(context, url)
  if (!line) return new GitSource(context, url)
  try {
    const session = await Session.open(line)
    if (await adoptFormat(context, session.format)) return new DirectSource(context, session)
    await session.close()
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    await hangUp(line)
    if (!(error instanceof OtherVersionError)) tellFailure(context, line, url)
  }
  return new GitSource(context, url)
}

/** What ends the program that reaches the server would end Git's, too, after all the waiting once more. */
function tellFailure({ signal }: GitContext, line: Line, url: string): void {
  const what = `Cannot fetch from "${withoutCredentials(url)}"`
  if (signal?.aborted) throw new GitError('aborted', `${what}: it was aborted`)
  const stderr = line.said()
  const code = classify(stderr)
  if (code !== 'unreachable' && code !== 'permission-denied') return
  throw new GitError(code, explain(what, code, reasonOf(stderr)), { command: ['upload-pack'], stderr })
}
