import path from 'node:path/posix'

/**
 * Reads a `.dockerignore`; the answer tells whether a path, relative to the build context, stays out of it.
 * Rules: https://docs.docker.com/build/concepts/context/#dockerignore-files - the last line that matches wins, a line
 * matches what lies below it, `!` takes back, `**` stands for any number of folders.
 */
export function readDockerIgnore(text: string): (file: string) => boolean {
  const rules = text.split(/\r?\n/).flatMap(readRule)
  return (file) => {
    const upwards = file.split('/').map((_, index, names) => names.slice(0, names.length - index).join('/'))
    return rules.findLast((rule) => upwards.some((name) => rule.pattern.test(name)))?.ignores ?? false
  }
}

interface IgnoreRule {
  pattern: RegExp
  ignores: boolean
}

function readRule(line: string): IgnoreRule[] {
  if (line.startsWith('#') || line.trim() === '') return []
  const takesBack = line.trim().startsWith('!')
  const name = path
    .normalize(
      line
        .trim()
        .slice(takesBack ? 1 : 0)
        .trim(),
    )
    .replace(/^\/|\/$/g, '')
  return name === '.' ? [] : [{ pattern: toPattern(name), ignores: !takesBack }]
}

function toPattern(name: string): RegExp {
  const source = name.replaceAll(/\*\*\/?|\*|\?|\[[^\]]*\]|\\?./g, (token) => {
    if (token.startsWith('**')) return token.endsWith('/') ? '(?:.*/)?' : '.*'
    if (token === '*') return '[^/]*'
    if (token === '?') return '[^/]'
    if (token.startsWith('[') && token.length > 1) return token
    return token.replace(/^\\(?=.)/, '').replace(/[\\^$.*+?()[\]{}|/-]/, String.raw`\$&`)
  })
  return new RegExp(`^${source}$`)
}
