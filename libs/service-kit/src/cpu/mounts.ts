/** One mounted file system. */
export interface Mount {
  type: string
  /** The folder of that file system which is mounted. */
  root: string
  /** Where it is mounted. */
  point: string
  /** Those of the file system: for cgroups of version 1, its controllers. */
  options: readonly string[]
}

/** Reads `/proc/self/mountinfo`: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html. */
export function readMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , , root, point] = before.split(' ').map(decode)
    const [type, , options] = after.split(' ')
    if (root === undefined || point === undefined || type === undefined) return []
    return [{ type, root, point, options: options?.split(',') ?? [] }]
  })
}

/** A space is written `\040`. */
function decode(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 8)),
  )
}
