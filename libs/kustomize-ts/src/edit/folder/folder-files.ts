import type { FileReader } from '../../reader/file-reader.ts'

/** Files that can be edited. Paths are absolute. */
export interface FolderFiles extends FileReader {
  /** The names in a folder, in any order. */
  list(path: string): readonly string[]
  /** Replaces the content of files, each by its new text as a whole: whoever reads meanwhile sees the old one or the new one. */
  replace(files: ReadonlyMap<string, string>): void
}
