/** Whether the name of a branch or tag fits a pattern: `*` is anything but `/`, `**` anything, all else is itself. */
export function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split(/(\*+)/).map((part) => {
    if (part === '*') return '[^/]*'
    return part.startsWith('*') ? '.*' : escape(part)
  })
  return new RegExp(`^${parts.join('')}$`, 's').test(name)
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
}
