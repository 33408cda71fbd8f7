/** What a schema found, in the words of our messages; what zod says of types and of unknown keys is for programmers. */
export function describeIssue({ message }: { readonly message: string }): string {
  const [, wanted, found] = /^Invalid input: expected (.+), received (.+)$/.exec(message) ?? []
  if (wanted !== undefined) return `wanted ${wanted}, found ${found === 'undefined' ? 'nothing' : found}`
  const [, options] = /^Invalid option: expected one of (.+)$/.exec(message) ?? []
  if (options !== undefined) return `wanted ${options.replaceAll('|', ' or ')}`
  return message.replace(/^Unrecognized keys?: /, 'there is no such field: ')
}
