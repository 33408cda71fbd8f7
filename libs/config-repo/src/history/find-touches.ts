import type { FileDifference, GraphCommit, Oid } from '@slipway/git'
import type { TrunkStep } from './trunk.ts'

/** The files that say what runs in an overlay, by the ids of their contents. */
export interface OverlayFiles {
  readonly kustomization: Oid | undefined
  readonly release: Oid | undefined
}

/** A commit of the branch that changed those of one overlay. */
export interface Touch {
  readonly step: TrunkStep
  /** The commit that did it: the last one of a branch that was merged, where one was. */
  readonly origin: Oid
  readonly service: string
  readonly before: OverlayFiles
  readonly after: OverlayFiles
}

/** Where the files of overlays lie, and what they are now. */
export interface TouchFacts {
  /** The path in the Git repository of the folder that holds the overlays of the environment, with `/` at its end. */
  readonly folder: string
  /** Whether a service was asked for. */
  readonly wanted: (service: string) => boolean
  /** The files as of the newest step, by service; moved back to what they were before the oldest. */
  readonly files: Map<string, OverlayFiles>
}

/** The changes of overlays, the newest first, from what the commits changed. */
export function findTouches(
  steps: readonly TrunkStep[],
  differences: ReadonlyMap<Oid, readonly FileDifference[]>,
  facts: TouchFacts,
): Touch[] {
  return steps.flatMap((step) => {
    const changes = changesOf(differences.get(step.commit) ?? [], facts)
    return [...changes].toSorted(byService).map(([service, change]) => {
      const after = facts.files.get(service) ?? { kustomization: undefined, release: undefined }
      const before = { ...after, ...change }
      facts.files.set(service, before)
      return { step, origin: originOf(step, service, differences, facts), service, before, after }
    })
  })
}

/** By service, those of its two files that changed, as they were before. */
function changesOf(
  differences: readonly FileDifference[],
  { folder, wanted }: TouchFacts,
): Map<string, Partial<OverlayFiles>> {
  const changes = new Map<string, Partial<OverlayFiles>>()
  for (const { path, before } of differences) {
    const [, service = '', name] =
      /^([^/]+)\/(kustomization|release)\.yaml$/.exec(path.slice(folder.length)) ?? []
    if (name === undefined || !path.startsWith(folder) || !wanted(service)) continue
    changes.set(service, { ...changes.get(service), [name]: before })
  }
  return changes
}

function originOf(
  step: TrunkStep,
  service: string,
  differences: ReadonlyMap<Oid, readonly FileDifference[]>,
  facts: TouchFacts,
): Oid {
  const did = ({ oid }: GraphCommit) => changesOf(differences.get(oid) ?? [], facts).has(service)
  return step.merged.find(did)?.oid ?? step.commit
}

function byService([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
