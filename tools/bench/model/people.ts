import { importCommits, type ImportedCommit } from '../config-repos/fast-import.ts'
import { git } from '../config-repos/git.ts'

/** Changes the digest that a service runs, and nothing else, as a person does. */
export async function edit(bare: string, slot: string, digest: string): Promise<string> {
  const file = `overlays/${slot}/kustomization.yaml`
  const text = await git(bare, ['show', `main:${file}`])
  const edited = text.replace(/^( +)(digest|newTag): .*$/m, `$1digest: ${digest}`)
  if (edited !== text) await commitOn(bare, { message: 'By hand', files: { [file]: `${edited}\n` } })
  return 'done'
}

/** Takes the newest commit back, unless it is the first. */
export async function revert(bare: string): Promise<string> {
  const [tip = '', before] = (await git(bare, ['log', '-2', '--format=%T %H %s', 'main'])).split('\n')
  const [, oid, ...subject] = tip.split(' ')
  const message = `Revert "${subject.join(' ')}"\n\nThis reverts commit ${oid}.\n`
  if (before !== undefined) await commitOn(bare, { message, tree: before.split(' ')[0] ?? '' })
  return 'done'
}

async function commitOn(
  bare: string,
  commit: Pick<ImportedCommit, 'message' | 'tree' | 'files'>,
): Promise<void> {
  await importCommits(bare, [{ ref: 'refs/heads/main', parents: ['refs/heads/main^0'], ...commit }])
}
