import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** When a process is killed: before its n-th call of Git, while that runs, or when that is done. */
export const moments = ['before', 'during', 'after'] as const

export type Moment = (typeof moments)[number]

const conversation = path.join(import.meta.dirname, 'conversation.ts')

/**
 * Stands before the real Git on PATH, counts the calls and kills the caller at one of them. What a long-lived Git is asked is a call as
 * well: a line of `git cat-file`, a question to a server.
 */
const shim = `#!/bin/sh
PATH=\${PATH#*:}
export PATH
printf . >>"$SLIPWAY_FAULTS/begun"
trap 'printf . >>"$SLIPWAY_FAULTS/ended"' EXIT
trap 'exit 143' TERM
at=0
[ ! -e "$SLIPWAY_FAULTS/at" ] || read -r at moment <"$SLIPWAY_FAULTS/at"
# Of calls at the same time, each is to have a number of its own: there are as many numbers as there are calls.
count() {
  printf . >>"$SLIPWAY_FAULTS/calls"
  read -r calls <"$SLIPWAY_FAULTS/calls"
  calls=\${#calls}
  while ! (set -C; : >"$SLIPWAY_FAULTS/call-$calls") 2>/dev/null; do calls=$((calls - 1)); done
}
end() {
  kill -9 $PPID
}
count
[ "$calls" = "$at" ] && reached=$moment || reached=
[ "$reached" != before ] || { end; exit 137; }
[ "$reached" != during ] || end
case " $* " in
*' cat-file --batch'*)
  while IFS= read -r line; do
    count
    [ "$calls" != "$at" ] || { end; exit 137; }
    printf '%s\\n' "$line"
  done | git "$@" ;;
*' upload-pack '*)
  '${process.execPath}' '${conversation}' $PPID "$@" ;;
*)
  git "$@" ;;
esac
status=$?
[ "$reached" != after ] || end
exit $status
`

/** A Git that kills whoever calls it. */
export class FaultyGit {
  readonly #folder: string
  /** With these, a process finds it. */
  readonly env: Readonly<Record<string, string>>

  private constructor(folder: string) {
    this.#folder = folder
    this.env = { SLIPWAY_FAULTS: folder, PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}` }
  }

  /** Makes one in a folder; it kills nobody unless told `at` which call and when. */
  static async create(folder: string, at?: { call: number; moment: Moment }): Promise<FaultyGit> {
    await rm(folder, { recursive: true, force: true })
    await mkdir(path.join(folder, 'bin'), { recursive: true })
    const program = path.join(folder, 'bin/git')
    await writeFile(program, shim)
    await chmod(program, 0o755)
    if (at) await writeFile(path.join(folder, 'at'), `${at.call} ${at.moment}\n`)
    return new FaultyGit(folder)
  }

  /** How many calls there were. */
  calls(): Promise<number> {
    return this.#count('calls')
  }

  /** Waits for what goes on running when its caller is dead: a push is not to be looked at half done. */
  async isQuiet(): Promise<void> {
    while ((await this.#count('begun')) !== (await this.#count('ended'))) await delay(10)
  }

  async #count(name: string): Promise<number> {
    return (await readFile(path.join(this.#folder, name), 'utf8').catch(() => '')).length
  }
}
