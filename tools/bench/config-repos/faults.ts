import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Stands before the real Git on PATH. It ends every call from the n-th on, as if whoever calls it were dead, and runs a
 * script before the first push.
 */
const shim = `#!/bin/sh
PATH=\${PATH#*:}
export PATH
printf . >>"$SLIPWAY_FAULTS/calls"
if [ -e "$SLIPWAY_FAULTS/dead-from" ]; then
  read -r calls <"$SLIPWAY_FAULTS/calls"
  read -r limit <"$SLIPWAY_FAULTS/dead-from"
  [ "\${#calls}" -lt "$limit" ] || exit 137
fi
case " $* " in *' push '*)
  if mv "$SLIPWAY_FAULTS/before-push" "$SLIPWAY_FAULTS/running" 2>/dev/null; then
    sh "$SLIPWAY_FAULTS/running" >/dev/null || exit 99
  fi ;;
esac
exec git "$@"
`

/** What goes wrong for one process. */
export interface Faults {
  /** The first call of Git, counted from 1, that does not happen any more. */
  readonly deadFrom?: number | undefined
  /** A script for \`sh\` that runs just before the first push. */
  readonly beforePush?: string | undefined
}

/** Prepares a folder of faults, and gives the variables with which a process meets them. */
export async function prepareFaults(
  folder: string,
  { deadFrom, beforePush }: Faults,
): Promise<Record<string, string>> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(path.join(folder, 'bin'), { recursive: true })
  const program = path.join(folder, 'bin/git')
  await writeFile(program, shim)
  await chmod(program, 0o755)
  if (deadFrom !== undefined) await writeFile(path.join(folder, 'dead-from'), `${deadFrom}\n`)
  if (beforePush !== undefined) await writeFile(path.join(folder, 'before-push'), beforePush)
  return { SLIPWAY_FAULTS: folder, PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}` }
}
