import {
  diffEnvironments,
  diffOverlays,
  findEnvironment,
  folderOf,
  listOverlays,
  loadTree,
  readSettingsOf,
  type Difference,
  type FileSource,
  type OverlayName,
} from '@slipway/config-repo'
import type { Revisions } from '../revisions/with-revisions.ts'
import { SlipwayError } from '../slipway-error.ts'

/** What to compare. */
export interface DiffRequest {
  /** Two to compare with each other, or one to look at alone; all when there is none. */
  readonly environments: readonly string[]
  /** All when there is none. */
  readonly services: readonly string[]
  readonly base: string | undefined
  readonly head: string | undefined
}

/** A difference, and what was compared. */
export type Compared = Difference & {
  /** The commit or branch before, and after; `null` for the work tree. Two environments are compared at `head`. */
  readonly base: string | null
  readonly head: string | null
  readonly environments: readonly string[]
}

/** Compares what overlays stand for at two moments, or in two environments. Throws `no-overlay`, `unknown-environment`. */
export async function diffConfigRepo(revisions: Revisions, request: DiffRequest): Promise<Compared> {
  const { environments, head } = request
  if (environments.length === 2) {
    const difference = await betweenEnvironments(await revisions.source(head), request)
    return { base: null, head: head ?? null, environments, ...difference }
  }
  const base = request.base ?? (await revisions.start(head))
  const sources = [await revisions.source(base), await revisions.source(head)] as const
  return { base, head: head ?? null, environments, ...(await betweenMoments(sources, request)) }
}

async function betweenEnvironments(source: FileSource, request: DiffRequest): Promise<Difference> {
  const settings = await readSettingsOf(source)
  const [from, to] = request.environments.map((name) => findEnvironment(settings, name))
  if (!from || !to) throw new RangeError('two environments are compared')
  const overlays = selectOverlays([await listOverlays(source)], request)
  const services = [...new Set(overlays.map(({ service }) => service))].toSorted()
  return diffEnvironments(await load(source, overlays), [from, to], services)
}

async function betweenMoments(
  sources: readonly [FileSource, FileSource],
  request: DiffRequest,
): Promise<Difference> {
  const sides = await Promise.all(sources.map(listOverlays))
  const overlays = selectOverlays(sides, request)
  const [name] = request.environments
  // One that has no overlay yet is known to slipway.yaml.
  if (name !== undefined && !sides.flat().some(({ environment }) => environment === name))
    findEnvironment(await readSettingsOf(sources[1]), name)
  const [before, after] = await Promise.all(sources.map((source) => load(source, overlays)))
  if (!before || !after) throw new RangeError('two moments are compared')
  return diffOverlays(before, after, overlays)
}

function load(source: FileSource, overlays: readonly OverlayName[]) {
  return loadTree(
    source,
    overlays.map((overlay) => folderOf(source, overlay)),
  )
}

function selectOverlays(
  sides: readonly (readonly OverlayName[])[],
  { environments, services }: DiffRequest,
): OverlayName[] {
  const every = new Map(sides.flat().map((overlay) => [`${overlay.environment}/${overlay.service}`, overlay]))
  const sorted = [...every].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, overlay]) => overlay)
  const known = new Set(sorted.map(({ service }) => service))
  const unknown = services.filter((service) => !known.has(service))
  if (unknown.length > 0) {
    const names = unknown.map((service) => `"${service}"`).join(', ')
    throw new SlipwayError(
      'no-overlay',
      `Cannot compare ${names}: no environment has an overlay of that name`,
    )
  }
  return sorted
    .filter(({ environment }) => environments.length === 0 || environments.includes(environment))
    .filter(({ service }) => services.length === 0 || services.includes(service))
}
