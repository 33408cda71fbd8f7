import { parse } from 'yaml'
import { nameOf } from '../config-repos/digest.ts'
import { git } from '../config-repos/git.ts'
import { readObjects } from './read-objects.ts'
import {
  canonical,
  environments,
  services,
  workspace,
  type Considered,
  type Release,
  type Slot,
  type State,
} from './state.ts'

/** What can be seen of a config repo. */
export interface Observed {
  readonly slots: State['slots']
  readonly considered: State['considered']
  readonly commits: number
  /** Everything that no release may change: lines of path and id. */
  readonly others: string
}

/** What is to be seen when a config repo is in a state. */
export function visible({ slots, considered, past }: State, others: string): Observed {
  return { slots, considered, commits: past.length, others }
}

/** Reads a bare config repo with nothing but Git; throws when Git finds it damaged, or something is there that nobody wrote. */
export async function observe(bare: string, sources: ReadonlyMap<string, string>): Promise<Observed> {
  const [refs, tree, commits] = await Promise.all([
    git(bare, ['for-each-ref', '--format=%(refname) %(objectname)']),
    git(bare, ['ls-tree', '-r', '--format=%(path) %(objectname)', 'main']),
    git(bare, ['rev-list', '--count', '--no-merges', 'main']),
    git(bare, ['fsck', '--strict', '--no-dangling']),
  ])
  const sourceNames = new Map([...sources].map(([name, oid]) => [oid, name]))
  const markers = pairs(refs).filter(([ref]) => ref !== 'refs/heads/main')
  const files = new Map(pairs(tree).filter(([path]) => isReleaseFile(path)))
  const contents = await readObjects(bare, [...files.values(), ...markers.map(([, oid]) => oid)])
  const text = (path: string) => contents.get(files.get(path) ?? '')
  return {
    slots: Object.fromEntries(slotNames().map((name) => [name, readSlot(name, text, sourceNames)])),
    considered: Object.fromEntries(
      markers.map(([ref, oid]) => readMarker(ref, contents.get(oid) ?? '', sourceNames)),
    ),
    commits: Number(commits),
    others: pairs(tree)
      .filter(([path]) => !isReleaseFile(path))
      .map((pair) => pair.join(' '))
      .join('\n'),
  }
}

/** Whether a release may change a file; everything else in the repository has to stay as it is. */
function isReleaseFile(path: string): boolean {
  return /^overlays\/[^/]+\/[^/]+\/(kustomization|release)\.yaml$/.test(path)
}

function slotNames(): string[] {
  return environments.flatMap((environment) => services.map((service) => `${environment}/${service}`))
}

function readSlot(
  name: string,
  text: (path: string) => string | undefined,
  sources: ReadonlyMap<string, string>,
): Slot {
  const service = name.split('/')[1] ?? ''
  const kustomization = parse(text(`overlays/${name}/kustomization.yaml`) ?? '') as {
    images: { name: string; newName?: string; digest?: string }[]
  }
  const runs = kustomization.images.find((image) => image.name === service)?.digest
  const release = text(`overlays/${name}/release.yaml`)
  return { runs: runs ? nameOf(runs) : null, release: release ? readRelease(release, sources) : null }
}

interface ReleaseFile {
  digest: string
  inputs: string
  source: { commit: string }
  hold?: { reason: string }
  pending?: { digest: string; inputs: string; source: { commit: string } }
  promoted?: { from: string }
}

function readRelease(text: string, sources: ReadonlyMap<string, string>): Release {
  const { hold, pending, promoted, ...build } = parse(text) as ReleaseFile
  return {
    ...readBuild(build, sources),
    ...(hold && { hold: hold.reason }),
    ...(pending && { pending: readBuild(pending, sources) }),
    ...(promoted && { promotedFrom: promoted.from }),
  }
}

/** The inputs of a build are told by its digest here, so that provenance which got mixed up shows. */
function readBuild(
  { digest, inputs, source }: Pick<ReleaseFile, 'digest' | 'inputs' | 'source'>,
  sources: ReadonlyMap<string, string>,
): { digest: string; source: string } {
  const name = nameOf(digest)
  if (nameOf(inputs) !== `inputs of ${name}`) throw new Error(`The inputs of ${name} are ${nameOf(inputs)}`)
  return { digest: name, source: sources.get(source.commit) ?? source.commit }
}

function readMarker(ref: string, marker: string, sources: ReadonlyMap<string, string>): [string, Considered] {
  const [, environment] = new RegExp(`^refs/slipway/([^/]+)/${workspace}$`).exec(ref) ?? []
  if (environment === undefined) throw new Error(`Nobody made the ref ${ref}`)
  const source = /^Slipway-Considered: (\S+)$/m.exec(marker)?.[1] ?? ''
  const digests = [...marker.matchAll(/^Slipway-Digest: (\S+) (\S+)$/gm)].map(
    ([, service = '', digest = '']) => [service, nameOf(digest)] as const,
  )
  return [environment, { source: sources.get(source) ?? source, digests: Object.fromEntries(digests) }]
}

function pairs(text: string): [string, string][] {
  const lines = text.split('\n').filter(Boolean)
  return lines.map((line) => {
    const space = line.lastIndexOf(' ')
    return [line.slice(0, space), line.slice(space + 1)]
  })
}

/** One line for each thing that is not as it should be. */
export function differences(found: Observed, wanted: Observed): string[] {
  const [a, b] = [flatten(found), flatten(wanted)]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => a.get(key) !== b.get(key))
    .map((key) => `${key}: wanted ${b.get(key) ?? 'nothing'}, found ${a.get(key) ?? 'nothing'}`)
}

function flatten({ slots, considered, commits, others }: Observed): Map<string, string> {
  const entries = [...Object.entries(slots), ...Object.entries(considered)]
  return new Map([
    ...entries.map(([name, value]) => [name, canonical(value)] as const),
    ['commits', String(commits)],
    ['other files', others],
  ])
}
