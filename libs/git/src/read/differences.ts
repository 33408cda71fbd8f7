import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/** A commit, and the one that it is compared with: nothing at all when that is left out. */
export interface ComparedCommit {
  readonly commit: Oid
  readonly with: Oid | undefined
}

/** A file that differs; its contents by id, `undefined` where it is not there. */
export interface FileDifference {
  readonly path: string
  readonly before: Oid | undefined
  readonly after: Oid | undefined
}

/**
 * What each of many commits changed of the files at or below `paths`, by commit; one that changed none is left out. One process for all.
 * A file that moved is one that went and one that came.
 */
export async function readDifferences(
  context: GitContext,
  commits: readonly ComparedCommit[],
  paths: readonly string[],
): Promise<Map<Oid, FileDifference[]>> {
  if (commits.length === 0) return new Map()
  const options = ['--stdin', '--root', '-r', '--raw', '-z', '--no-renames', '--no-abbrev', '--no-ext-diff']
  const { stdout } = await runGit(context, ['diff-tree', ...options, '--', ...paths], {
    purpose: 'compare commits',
    input: commits.map((pair) => `${[pair.commit, pair.with].filter(Boolean).join(' ')}\n`).join(''),
  })
  return parseRaw(stdout.toString('utf8'))
}

/** With `-z`: an id, then `:<mode> <mode> <id> <id> <status>` and a path, again and again. */
function parseRaw(text: string): Map<Oid, FileDifference[]> {
  const found = new Map<Oid, FileDifference[]>()
  let current: FileDifference[] = []
  const fields = text.split('\0')
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at]?.trim() ?? ''
    if (field.startsWith(':')) {
      const [, , before = '', after = ''] = field.split(' ')
      at += 1
      current.push({ path: fields[at] ?? '', before: orNone(before), after: orNone(after) })
    } else if (field !== '') {
      current = found.get(field) ?? []
      found.set(field, current)
    }
  }
  return found
}

function orNone(oid: Oid): Oid | undefined {
  return /^0+$/.test(oid) ? undefined : oid
}
