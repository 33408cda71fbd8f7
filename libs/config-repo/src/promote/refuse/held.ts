import { holdStateOf, type HoldState } from '../../snapshot/hold-state.ts'
import type { Overlay } from '../../snapshot/overlay.ts'
import type { Refusal, RefusalRule } from './refusal.ts'

/** What is held, or was edited by hand, stays: on either side somebody is at work on it. */
export const held: RefusalRule = ({ now }, changing) =>
  changing.flatMap(({ service, source, target }) =>
    [source, target].flatMap((overlay) => refusalOf(service, overlay, now)),
  )

function refusalOf(service: string, overlay: Overlay | undefined, now: Date): Refusal[] {
  const state = overlay && holdStateOf(overlay, now)
  if (!state) return []
  const code = state.kind === 'held' ? 'held' : 'edited-by-hand'
  return [{ override: 'allow-held', code, service, found: describe(state, overlay.environment) }]
}

function describe(state: HoldState, environment: string): string {
  if (state.kind === 'edited by hand') return `its digest in "${environment}" was edited by hand`
  const until = state.until === undefined ? '' : ` until ${state.until}`
  return `it is held in "${environment}" since ${state.since}${until} (${state.reason})`
}
