import { importCommits, type ImportedCommit } from '../config-repos/fast-import.ts'
import { git } from '../config-repos/git.ts'
import { secondsOf } from './clock.ts'

/** Where people work, and when, in days. */
export interface Workplace {
  readonly bare: string
  readonly clock: number
}

/** Changes the digest that a service runs, and nothing else, as a person does. */
export async function edit(place: Workplace, slot: string, digest: string): Promise<string> {
  const image = /^( +)(digest|newTag): .*$/m
  return editFile(place, `overlays/${slot}/kustomization.yaml`, (text) =>
    text.replace(image, `$1digest: ${digest}`),
  )
}

/** What `slipway.yaml` says of production when builds have to run half a day in staging before. */
export const gateText = '    gates:\n      minimumTime: 12h\n'

/** Wants builds to run half a day in staging before they go to production, or no longer does. */
export async function toggleGate(place: Workplace): Promise<string> {
  const production = '  - name: production\n'
  return editFile(place, 'slipway.yaml', (text) =>
    text.includes(gateText)
      ? text.replace(gateText, '')
      : text.replace(production, `${production}${gateText}`),
  )
}

async function editFile(place: Workplace, file: string, change: (text: string) => string): Promise<string> {
  const text = await git(place.bare, ['show', `main:${file}`])
  const edited = change(`${text}\n`)
  if (edited !== `${text}\n`) await commitOn(place, 'main', { message: 'By hand', files: { [file]: edited } })
  return 'done'
}

/** Takes the newest commit back, unless it is the first. */
export async function revert(place: Workplace): Promise<string> {
  const commits = await git(place.bare, ['log', '-2', '--first-parent', '--format=%T %H %s', 'main'])
  const [tip = '', before] = commits.split('\n')
  const [, oid, ...subject] = tip.split(' ')
  const message = `Revert "${subject.join(' ')}"\n\nThis reverts commit ${oid}.\n`
  if (before !== undefined) await commitOn(place, 'main', { message, tree: before.split(' ')[0] ?? '' })
  return 'done'
}

/** Puts a commit on top of a review branch that is not merged. */
export async function amend(place: Workplace, review: string): Promise<string> {
  if (!(await isOpen(place, review))) return 'nothing to amend'
  await commitOn(place, review, { message: 'A thought\n' })
  return 'amend'
}

/** Merges a review branch, as hosts do: with a commit of two parents, or squashed, and then the branch goes away. */
export async function merge(
  place: Workplace,
  { review, squash }: { readonly review: string; readonly squash: boolean },
): Promise<void> {
  const { bare } = place
  const tree = await git(bare, ['merge-tree', '--write-tree', 'main', review])
  const first = await git(bare, ['rev-list', '--reverse', `main..${review}`])
  const message = await git(bare, ['log', '-1', '--format=%B', first.split('\n')[0] ?? ''])
  if (!squash) {
    await commitOn(place, 'main', { message: `Merge pull request #7 from acme/${review}\n`, tree }, review)
    return
  }
  await commitOn(place, 'main', { message: `${message}\n\nReviewed-by: Ann\n`, tree })
  await git(bare, ['update-ref', '-d', `refs/heads/${review}`])
}

/** Whether there is a review branch of that name that has something to merge. */
export async function isOpen({ bare }: Workplace, review: string): Promise<boolean> {
  const found = await git(bare, ['for-each-ref', '--no-merged=main', `refs/heads/${review}`])
  return found !== ''
}

/** Whether the overlays that a review changes are as they were when it was planned. */
export async function isUntouched({ bare }: Workplace, review: string): Promise<boolean> {
  const base = await git(bare, ['merge-base', 'main', review])
  const changed = await git(bare, ['diff', '--name-only', base, review])
  const folders = changed.split('\n').map((path) => path.split('/').slice(0, 3).join('/'))
  return (await git(bare, ['diff', '--name-only', base, 'main', '--', ...folders])) === ''
}

async function commitOn(
  { bare, clock }: Workplace,
  branch: string,
  commit: Pick<ImportedCommit, 'message' | 'tree' | 'files'>,
  merged?: string,
): Promise<void> {
  const parents = [branch, ...(merged === undefined ? [] : [merged])].map((name) => `refs/heads/${name}^0`)
  await importCommits(bare, [{ ref: `refs/heads/${branch}`, parents, time: secondsOf(clock), ...commit }])
}
