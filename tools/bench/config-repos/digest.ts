import { createHash } from 'node:crypto'

const names = new Map<string, string>()

/** A digest that stands for a name. */
export function digestOf(name: string): string {
  const digest = `sha256:${createHash('sha256').update(name).digest('hex')}`
  names.set(digest, name)
  return digest
}

/** The name that a digest stands for, or the digest itself when it is nobody's. */
export function nameOf(digest: string): string {
  return names.get(digest) ?? digest
}
