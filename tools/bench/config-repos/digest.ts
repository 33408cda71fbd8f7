/** A digest that stands for a name of at most 32 letters of ASCII. */
export function digestOf(name: string): string {
  if (name.length > 32) throw new RangeError(`Cannot make a digest of "${name}": wanted 32 letters`)
  return `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`
}

/** The name that a digest stands for. */
export function nameOf(digest: string): string {
  const text = Buffer.from(digest.slice('sha256:'.length), 'hex').toString()
  return text.replace(/\0+$/, '')
}
