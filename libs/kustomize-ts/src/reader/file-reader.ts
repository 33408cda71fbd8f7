/** What a path names. */
export type PathKind = 'file' | 'directory'

/** Where a build reads from. Paths are absolute; methods throw what the underlying system throws when a path is not there. */
export interface FileReader {
  /** The content of a file. */
  readFile(path: string): Uint8Array
  /** What the path names after following links; undefined when it is not there. */
  kind(path: string): PathKind | undefined
  /** The path with all links resolved. */
  realPath(path: string): string
  /**
   * What the path itself is, a link not followed. A reader may leave it out; with it, a session resolves each folder once and
   * not for each of its files.
   */
  entryKind?(path: string): PathKind | 'link' | undefined
}
