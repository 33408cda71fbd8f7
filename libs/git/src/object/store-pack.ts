import { runGit, type GitContext } from '../run/run-git.ts'
import type { ObjectStore } from './object-store.ts'
import { countPacked, packHeaderLength, readPack } from './read-pack.ts'

/**
 * Stores what a pack has: a few objects as files of their own, which takes no process, many or large ones by Git as a pack, which takes
 * no memory of ours. Throws RangeError for a pack that is damaged, GitError.
 */
export async function storePack(
  context: GitContext,
  store: ObjectStore,
  pack: AsyncIterable<Buffer>,
): Promise<void> {
  const pieces = pack[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let length = 0
  while (length < packHeaderLength) {
    const { value, done } = await pieces.next()
    if (done) break
    first.push(value)
    length += value.length
  }
  const beginning = Buffer.concat(first)
  const rest = { [Symbol.asyncIterator]: () => pieces }
  if (countPacked(beginning) > manyObjects) return index(context, store, joined(beginning, rest))
  const chunks: Buffer[] = [beginning]
  for (let size = beginning.length; ;) {
    const { value, done } = await pieces.next()
    if (done) break
    chunks.push(value)
    size += value.length
    if (size > largePack) return index(context, store, joined(Buffer.concat(chunks), rest))
  }
  const objects = readPack(Buffer.concat(chunks), store.folders.format)
  await Promise.all([...objects].map(([oid, object]) => store.put(oid, object)))
}

const manyObjects = 256
const largePack = 32 * 2 ** 20

/** A connection that breaks is what failed then, and not Git, which got half of a pack. */
async function index(
  context: GitContext,
  { folders }: ObjectStore,
  pack: AsyncIterable<Buffer>,
): Promise<void> {
  let broken: unknown
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield* pack
    } catch (error) {
      broken = error
      throw error
    }
  }
  const env = { GIT_OBJECT_DIRECTORY: folders.shared ?? folders.own }
  await runGit(context, ['index-pack', '--stdin'], {
    purpose: 'store what was fetched',
    input: whole(),
    env,
  }).catch((error: unknown) => {
    throw broken ?? error
  })
}

async function* joined(beginning: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield beginning
  yield* rest
}
