import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  fi
  git "$@"
  status=$?
  [ $status = 0 ] || printf . >>"$SLIPWAY_FAULTS/refused"
  exit $status ;;
esac
exec git "$@"
`

/** What goes wrong for one process. */
export interface FaultOptions {
  /** The first call of Git, counted from 1, that does not happen any more. */
  readonly deadFrom?: number | undefined
  /** A script for `sh` that runs just before the first push. */
  readonly beforePush?: string | undefined
}

/** A folder of faults. */
export class Faults {
  readonly #folder: string
  /** The variables with which a process meets them. */
  readonly env: Readonly<Record<string, string>>

  private constructor(folder: string) {
    this.#folder = folder
    this.env = { SLIPWAY_FAULTS: folder, PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}` }
  }

  static async prepare(folder: string, { deadFrom, beforePush }: FaultOptions): Promise<Faults> {
    await rm(folder, { recursive: true, force: true })
    await mkdir(path.join(folder, 'bin'), { recursive: true })
    const program = path.join(folder, 'bin/git')
    await writeFile(program, shim)
    await chmod(program, 0o755)
    if (deadFrom !== undefined) await writeFile(path.join(folder, 'dead-from'), `${deadFrom}\n`)
    if (beforePush !== undefined) await writeFile(path.join(folder, 'before-push'), beforePush)
    return new Faults(folder)
  }

  /** How many pushes failed. */
  async refusedPushes(): Promise<number> {
    return (await readFile(path.join(this.#folder, 'refused'), 'utf8').catch(() => '')).length
  }
}
