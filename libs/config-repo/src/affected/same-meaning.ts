import { isDeepStrictEqual } from 'node:util'
import { parseAllDocuments } from 'yaml'
import type { FileTree, TreeFile } from '../render/file-tree.ts'

/** Whether a file of YAML says the same in two trees, whatever its comments and layout. Of any other file the bytes count. */
export function hasSameMeaning(path: string, before: FileTree, after: FileTree): boolean {
  const [was, is] = [valuesOf(path, before.files.get(path)), valuesOf(path, after.files.get(path))]
  return was !== undefined && is !== undefined && isDeepStrictEqual(was, is)
}

function valuesOf(path: string, file: TreeFile | undefined): unknown {
  if (file?.content === undefined || file.isLink || !/(\.ya?ml|\.json|Kustomization)$/.test(path))
    return undefined
  try {
    const documents = parseAllDocuments(Buffer.from(file.content).toString('utf8'), { version: '1.1' })
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined
    return documents.map((document) => document.toJS({ maxAliasCount: 100 }) as unknown)
  } catch {
    return undefined
  }
}
