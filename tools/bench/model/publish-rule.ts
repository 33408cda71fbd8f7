import type { Result } from './rules.ts'
import { buildsAt, isRelated, reaches } from './source.ts'
import { commit, type Considered, type Slot, type State } from './state.ts'

/** The rule of `slipway publish`. */
export function publishRule(
  state: State,
  { source, environment }: { readonly source: string; readonly environment: string },
): Result {
  const considered = state.considered[environment]
  if (considered && !isRelated(considered.source, source)) return { state, outcome: 'unrelated-history' }
  if (isOlder(source, considered)) return { state, outcome: 'superseded' }
  const digests = buildsAt(source)
  const changed = Object.entries(digests).flatMap(([service, digest]) => {
    const name = `${environment}/${service}`
    const slot = state.slots[name]
    return slot && !isEditedByHand(slot) && slot.runs !== digest
      ? [[name, { runs: digest, release: { digest, source } }] as const]
      : []
  })
  return {
    state: {
      ...commit(state, Object.fromEntries(changed)),
      considered: { ...state.considered, [environment]: { source, digests } },
    },
    outcome: changed.length > 0 ? 'publish' : 'nothing to publish',
  }
}

function isOlder(source: string, considered: Considered | undefined): boolean {
  return considered !== undefined && considered.source !== source && reaches(considered.source, source)
}

function isEditedByHand({ runs, release }: Slot): boolean {
  return release !== null && runs !== release.digest
}
