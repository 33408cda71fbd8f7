import { GitError } from './git-error.ts'
import { storeOf } from './object/object-store.ts'
import type { Oid } from './oid.ts'
import { isAncestor, isRelated, isShallow } from './read/ancestry.ts'
import { readCommit, readCommits, type Commit } from './read/commit.ts'
import { readDifferences, type ComparedCommit, type FileDifference } from './read/differences.ts'
import { readDistances, type CommitPair, type CountsCommit, type Distance } from './read/distance.ts'
import { readGraph, type GraphCommit } from './read/graph.ts'
import { readBlobs, readFiles } from './read/objects.ts'
import { mergeBase } from './read/merge-base.ts'
import { resolve } from './read/resolve.ts'
import { listTree, type TreeEntry } from './read/tree.ts'
import { fetch, fetchObjects, listRemote, type FetchOptions } from './remote/fetch.ts'
import { push, type RefUpdate } from './remote/push.ts'
import { defaultBranch } from './remote/default-branch.ts'
import { RemoteReader } from './remote/remote-reader.ts'
import { remoteUrl } from './remote/remote-url.ts'
import type { GitContext } from './run/run-git.ts'
import { snapshotWorkTree } from './work-tree/snapshot.ts'
import { status } from './work-tree/status.ts'
import { commitTree, type NewCommit } from './write/commit-tree.ts'
import { writeTree, type TreeChanges } from './write/write-tree.ts'

/** Where the parts of a repository lie. */
export interface RepositoryPlaces {
  readonly configFile: string
  /** Of the work tree; `undefined` when there is none. */
  readonly root: string | undefined
}

/** A Git repository, bare or with a work tree. Every method throws GitError; none changes the work tree or the index. */
export class Repository implements AsyncDisposable {
  readonly #context: GitContext
  readonly #places: RepositoryPlaces
  readonly #remotes = new Map<string, RemoteReader>()

  constructor(context: GitContext, places: RepositoryPlaces) {
    this.#context = context
    this.#places = places
  }

  /** The folder that it was opened with. */
  get directory(): string {
    return this.#context.directory
  }

  /** The file that holds its configuration. */
  get configFile(): string {
    return this.#places.configFile
  }

  /** The id of the commit that a revision names, or `undefined`. */
  resolve(revision: string): Promise<Oid | undefined> {
    return resolve(this.#context, revision)
  }

  readCommit(commit: Oid): Promise<Commit> {
    return readCommit(this.#context, commit)
  }

  /** Commits by their ids, in their order. Throws `missing-object`. */
  readCommits(commits: readonly Oid[]): Promise<Commit[]> {
    return readCommits(this.#context, commits)
  }

  /** The history of commits, each before its parents, without what `without` reaches. */
  readGraph(commits: readonly Oid[], without?: readonly Oid[]): Promise<GraphCommit[]> {
    return readGraph(this.#context, commits, without)
  }

  /** What each of many commits changed of the files at or below `paths`; one that changed none is left out. */
  readDifferences(
    commits: readonly ComparedCommit[],
    paths: readonly string[],
  ): Promise<Map<Oid, FileDifference[]>> {
    return readDifferences(this.#context, commits, paths)
  }

  /** How far apart pairs of commits are; `undefined` where this clone cannot tell. `counts` may leave commits out of the numbers. */
  readDistances(pairs: readonly CommitPair[], counts?: CountsCommit): Promise<(Distance | undefined)[]> {
    return readDistances(this.#context, pairs, counts)
  }

  /** Whether one commit can be reached from another; throws `shallow` rather than guess. */
  isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return isAncestor(this.#context, ancestor, descendant)
  }

  /** Whether two commits have a common one; throws `shallow` rather than guess. */
  isRelated(one: string, other: string): Promise<boolean> {
    return isRelated(this.#context, one, other)
  }

  /** Whether a part of the history is not here. */
  isShallow(): Promise<boolean> {
    return isShallow(this.#context)
  }

  /** The newest commit that two have in common; throws `shallow` rather than guess. */
  mergeBase(one: Oid, other: Oid): Promise<Oid | undefined> {
    return mergeBase(this.#context, one, other)
  }

  /** The files of a tree, a commit or a tag; with `paths`, only those files and what lies in those folders. */
  listTree(treeish: string, paths?: readonly string[]): Promise<TreeEntry[]> {
    return listTree(this.#context, treeish, paths)
  }

  /** The contents of files by their path; one that the tree does not have is left out. */
  readFiles(treeish: string, paths: readonly string[]): Promise<Map<string, Buffer>> {
    return readFiles(this.#context, treeish, paths)
  }

  /** The contents of blobs, in the order of their ids. Throws `missing-object`. */
  readBlobs(oids: readonly Oid[]): Promise<Buffer[]> {
    return readBlobs(this.#context, oids)
  }

  /** The paths that differ from the last commit; ignored ones do not count. */
  status(): Promise<string[]> {
    return status(this.#context)
  }

  /**
   * The work tree as it stands, ready to be read as a commit is. Nothing is written to the repository; call `remove`
   * when done.
   */
  async workTree(): Promise<WorkTree> {
    const { context, ...found } = await snapshotWorkTree(this.#context)
    const repository = new Repository(context, this.#places)
    return { ...found, repository, [Symbol.asyncDispose]: found.remove }
  }

  /** The root of the work tree, its real path. Throws `failed` in a bare repository. */
  async root(): Promise<string> {
    if (this.#places.root !== undefined) return this.#places.root
    throw new GitError('failed', `Cannot find the work tree: "${this.directory}" is a bare repository`)
  }

  /** The branch that a clone of `origin` begins with, as this clone knows it; `main` when it does not. */
  defaultBranch(): Promise<string> {
    return defaultBranch(this.#context)
  }

  /** The configured URL of a remote, credentials and all, or `undefined`. */
  remoteUrl(name: string): Promise<string | undefined> {
    return remoteUrl(this.#context, name)
  }

  /** The repository at a URL, for reading by path; the connection lasts until this repository is disposed of. */
  remote(url: string): RemoteReader {
    const remote = this.#remotes.get(url) ?? new RemoteReader(this.#context, url)
    this.#remotes.set(url, remote)
    return remote
  }

  /** Fetches refspecs or ids from a URL. */
  fetch(url: string, refspecs: readonly string[], options?: FetchOptions): Promise<void> {
    return fetch(this.#context, url, refspecs, options)
  }

  /** Fetches the objects of these ids that are not here, in one round trip. */
  fetchObjects(url: string, oids: readonly Oid[]): Promise<void> {
    return fetchObjects(this.#context, url, oids)
  }

  /** Refs at a URL with their ids. */
  listRemote(url: string, patterns?: readonly string[]): Promise<Map<string, Oid>> {
    return listRemote(this.#context, url, patterns)
  }

  /** Stores a changed tree; costs no more than the folders on the changed paths. */
  writeTree(base: Oid | undefined, changes: TreeChanges): Promise<Oid> {
    return writeTree(this.#context, base, changes)
  }

  /** Stores a commit. */
  commitTree(commit: NewCommit): Promise<Oid> {
    return commitTree(this.#context, commit)
  }

  /** Moves refs at a URL, all or none, each only from where it is expected. */
  async push(url: string, updates: readonly RefUpdate[]): Promise<void> {
    await push(this.#context, url, updates)
    const store = storeOf(this.#context)
    await store.share(updates.map(({ oid }) => oid))
  }

  /** Closes its connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#remotes.values()].map((remote) => remote[Symbol.asyncDispose]()))
    this.#remotes.clear()
  }
}

/** A snapshot of a work tree. */
export interface WorkTree extends AsyncDisposable {
  /** The root of the work tree. */
  readonly root: string
  readonly tree: Oid
  /** Reads the snapshot, and everything that the repository has. */
  readonly repository: Repository
  readonly remove: () => Promise<void>
}
