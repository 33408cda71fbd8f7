import { createHash } from 'node:crypto'
import type { Oid } from '../oid.ts'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/** A stored object. */
export interface GitObject {
  readonly type: ObjectType
  readonly content: Buffer
}

/** How a repository makes ids. */
export type ObjectFormat = 'sha1' | 'sha256'

/** The id of an object, which is made of its type and content: <https://git-scm.com/book/en/v2/Git-Internals-Git-Objects>. */
export function objectId({ type, content }: GitObject, format: ObjectFormat): Oid {
  return createHash(format).update(headerOf(type, content.length)).update(content).digest('hex')
}

/** What stands before the content of an object on disk, and counts for its id. */
export function headerOf(type: ObjectType, length: number): string {
  return `${type} ${length}\0`
}

/** Bytes of an id. */
export function idLength(format: ObjectFormat): number {
  return format === 'sha1' ? 20 : 32
}
