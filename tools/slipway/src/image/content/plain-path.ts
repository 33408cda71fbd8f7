import path from 'node:path/posix'

/** Whether a path that a commit brought leads to somewhere below the folder that it is relative to. */
export function isPlainPath(name: string): boolean {
  return name !== '' && path.normalize(name) === name && !/^(\/|\.\.?(\/|$))/.test(name)
}
