/** The id of an object: 40 hexadecimal digits, or 64 in a repository with SHA-256. */
export type Oid = string

/** Whether a text is the full id of an object. */
export function isOid(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}
