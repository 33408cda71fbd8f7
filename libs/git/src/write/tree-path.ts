import { GitError } from '../git-error.ts'

/** Splits a path in a tree; throws `invalid-path` for one that Git would not check out (`..`, `.git`, empty names) or with a line end in it. */
export function splitPath(path: string): string[] {
  const names = path.split('/')
  const bad = names.find((name) => name === '' || /^(\.\.?|\.git)$/i.test(name) || /[\0\n]/.test(name))
  if (bad === undefined) return names
  throw new GitError(
    'invalid-path',
    `Cannot write "${path}": wanted a path relative to the root, found "${bad}"`,
  )
}
