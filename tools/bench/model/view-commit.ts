import { git } from '../config-repos/git.ts'
import { gateText } from './people.ts'
import { readObjects } from './read-objects.ts'
import { readSlot } from './read-slot.ts'
import { slotNames, type Contents } from './state.ts'

/** What is in a commit of a config repo. */
export interface CommitView extends Contents {
  /** Ids of the commits that its branch went through, the oldest first and itself last. */
  readonly trunk: readonly string[]
  /** Everything that no verb may change: lines of path and id. */
  readonly others: string
}

const seen = new Map<string, Promise<CommitView>>()

/** Reads a commit with nothing but Git; each once, as equal ids mean equal contents in any repository. */
export function viewCommit(
  bare: string,
  oid: string,
  sources: ReadonlyMap<string, string>,
): Promise<CommitView> {
  const view = seen.get(oid) ?? readCommit(bare, oid, sources)
  seen.set(oid, view)
  return view
}

async function readCommit(
  bare: string,
  oid: string,
  sources: ReadonlyMap<string, string>,
): Promise<CommitView> {
  const [listed, commits] = await Promise.all([
    git(bare, ['ls-tree', '-r', '--format=%(path) %(objectname)', oid]),
    git(bare, ['rev-list', '--first-parent', '--reverse', oid]),
  ])
  const files = new Map(listed.split('\n').map((line) => line.split(' ') as [string, string]))
  const contents = await readObjects(
    bare,
    [...files].filter(([path]) => isWritten(path)).map(([, id]) => id),
  )
  const text = (path: string) => contents.get(files.get(path) ?? '')
  const trunk = commits.split('\n')
  const settings = text('slipway.yaml') ?? ''
  const slots = slotNames.map((name) => {
    const kustomization = text(`overlays/${name}/kustomization.yaml`) ?? ''
    const release = text(`overlays/${name}/release.yaml`)
    return [name, readSlot({ service: name.split('/')[1] ?? '', kustomization, release, sources, trunk })]
  })
  const others = [...files].filter(([path]) => !isWritten(path)).map((pair) => pair.join(' '))
  return {
    slots: Object.fromEntries(slots) as CommitView['slots'],
    gate: settings.includes(gateText),
    trunk,
    others: [...others, settings.replace(gateText, '')].join('\n'),
  }
}

/** Whether somebody may change a file here; everything else in the repository has to stay as it is. */
function isWritten(path: string): boolean {
  return path === 'slipway.yaml' || /^overlays\/[^/]+\/[^/]+\/(kustomization|release)\.yaml$/.test(path)
}
