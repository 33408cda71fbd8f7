import type { Oid, Repository, TreeEntry } from '@slipway/git'
import type { Tip } from '../remote/tip.ts'
import { fileOf, type TreeFile } from './file-tree.ts'

/** Where the files of a tree come from. */
export interface FileSource {
  /** The folder of the config repo; paths are those of the repository that it lies in. */
  readonly folder: string
  /** Whether any question lists everything, so that one is enough. */
  readonly listsAll: boolean
  /** What is known of the files at and below these paths. Their contents need not be there. */
  list(paths: readonly string[]): Promise<readonly (readonly [path: string, file: TreeFile])[]>
  /** The contents of listed files, in their order. */
  read(files: readonly (readonly [path: string, file: TreeFile])[]): Promise<readonly Uint8Array[]>
}

/** How a source reads contents: those that are here, or also those that have to be fetched. */
export type ReadBlobs = (oids: readonly Oid[]) => Promise<readonly Uint8Array[]>

/** The files of a commit, or of any other tree that a repository has. */
export function gitSource(
  repository: Repository,
  treeish: string,
  { folder = '', readBlobs }: { folder?: string; readBlobs?: ReadBlobs } = {},
): FileSource {
  const read: ReadBlobs = readBlobs ?? ((oids) => repository.readBlobs(oids))
  let entries: ReturnType<FileSource['list']> | undefined
  return {
    folder,
    listsAll: true,
    // All at once: a second question would cost more than what is never looked at.
    list: () => (entries ??= listEverything(repository, treeish, read)),
    read: (files) => read(files.map(([, { id }]) => id)),
  }
}

async function listEverything(
  repository: Repository,
  treeish: string,
  read: ReadBlobs,
): ReturnType<FileSource['list']> {
  const entries = (await repository.listTree(treeish)).filter(({ type }) => type === 'blob')
  const links = entries.filter(isLink)
  const targets = await read(links.map(({ oid }) => oid))
  const targetOf = new Map(links.map(({ path }, index) => [path, targets[index]]))
  return entries.map((entry) => [entry.path, describe(entry, targetOf.get(entry.path))] as const)
}

function isLink({ mode }: TreeEntry): boolean {
  return mode === '120000'
}

function describe(entry: TreeEntry, content: Uint8Array | undefined): TreeFile {
  return { id: entry.oid, isLink: isLink(entry), content }
}

/** The files of a config repo's newest commit. It has texts alone, and no links. */
export function tipSource(tip: Pick<Tip, 'list' | 'read'>): FileSource {
  return {
    folder: '',
    listsAll: false,
    async list(paths) {
      const texts = await tip.read(await tip.list(paths))
      return [...texts].map(([path, text]) => [path, fileOf(text)] as const)
    },
    read: async (files) => files.map(([, { content }]) => content ?? new Uint8Array()),
  }
}
