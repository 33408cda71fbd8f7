import { setImage } from 'kustomize-ts'
import { ConfigRepoError } from '../config-repo-error.ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { commitMessage, describeMove, nameServices } from '../message/commit-message.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease } from '../release/release.ts'
import { consideredRef } from '../remote/considered.ts'
import { isEditedByHand, nameOf, type Overlay } from '../snapshot/overlay.ts'
import type { ImageToPublish, PublishFacts, SourceOrder } from './facts.ts'
import type { HeldService, PublishPlan, ServiceChange } from './publish-plan.ts'

/** What a person may overrule. */
export interface PlanOptions {
  /** Publishes also a build of an older source commit than the one considered last. */
  readonly allowOlder?: boolean | undefined
}

/**
 * Decides what a publish does. It reads nothing but its arguments, so the same facts give the same plan.
 *
 * Throws `no-overlay` and `no-images-entry`, each with every service that it is true of, and `unrelated-history`.
 */
export function planPublish(facts: PublishFacts, options: PlanOptions = {}): PublishPlan {
  assertRelated(facts, options)
  if (isSuperseded(facts.order, options)) return supersededPlan(facts)
  const pairs = pairImages(facts)
  const held = pairs.filter(([, overlay]) => isEditedByHand(overlay))
  const free = pairs.filter(([, overlay]) => !isEditedByHand(overlay))
  const changing = free.filter(([image, overlay]) => differs(image, overlay))
  const changes = changing.map(([image, overlay]) => changeOf(image, overlay))
  const files = changing.flatMap(([image, overlay]) => filesOf(facts, image, overlay))
  return {
    ...commonOf(facts),
    outcome: changes.length > 0 ? 'publish' : 'nothing to publish',
    changes,
    held: held.map(([image, overlay]) => heldOf(image, overlay)),
    unchanged: free.filter(([image, overlay]) => !differs(image, overlay)).map(([{ service }]) => service),
    files: Object.fromEntries(files),
    message: changes.length > 0 ? messageOf(facts, changes) : null,
    considered: { ...consideredOf(facts), to: facts.source.commit },
  }
}

/** Whether a newer build was considered already, so that this one is dropped. */
export function isSuperseded(order: SourceOrder, { allowOlder = false }: PlanOptions): boolean {
  return order === 'older' && !allowOlder
}

type Pair = readonly [ImageToPublish, Overlay]

function supersededPlan(facts: PublishFacts): PublishPlan {
  const { from, ref } = consideredOf(facts)
  return {
    ...commonOf(facts),
    outcome: 'superseded',
    changes: [],
    held: [],
    unchanged: [],
    files: {},
    message: null,
    considered: { ref, from, to: from },
  }
}

function commonOf({ environment, workspace, source, order, tip }: PublishFacts) {
  return { environment, workspace, source, order, tip }
}

function consideredOf({ environment, workspace, considered }: PublishFacts) {
  return { ref: consideredRef(environment, workspace), from: considered?.commit ?? null }
}

function assertRelated(
  { order, source, considered, environment }: PublishFacts,
  { allowOlder = false }: PlanOptions,
): void {
  if (order !== 'unrelated' || allowOlder) return
  throw new ConfigRepoError(
    'unrelated-history',
    `Cannot publish "${source.commit}" to "${environment}": it has no commit in common with "${considered?.commit}", which was considered last`,
  )
}

/** Each image with its overlay, in the order of services' names. */
function pairImages({ images, overlays, environment }: PublishFacts): Pair[] {
  const overlayOf = new Map(overlays.map((overlay) => [overlay.service, overlay]))
  const sorted = images.toSorted((a, b) => (a.service < b.service ? -1 : 1))
  const missing = sorted.filter(({ service }) => !overlayOf.has(service))
  failFor('no-overlay', missing, environment, 'there is no such overlay')
  const imageless = sorted.filter(({ service }) => !overlayOf.get(service)?.image)
  failFor('no-images-entry', imageless, environment, 'its overlay has no images entry with that name')
  return sorted.flatMap((image) => {
    const overlay = overlayOf.get(image.service)
    return overlay ? [[image, overlay] as const] : []
  })
}

function failFor(
  code: 'no-overlay' | 'no-images-entry',
  images: readonly ImageToPublish[],
  environment: string,
  reason: string,
): void {
  if (images.length === 0) return
  const problems = images.map(({ service }) => ({
    code,
    message: `Cannot publish "${service}" to "${environment}": ${reason}`,
    file: kustomizationPath(environment, service),
    line: 1,
    column: 1,
  }))
  throw new ConfigRepoError(code, problems.map(({ message }) => message).join('\n'), { problems })
}

function differs({ image, digest }: ImageToPublish, overlay: Overlay): boolean {
  const runs = overlay.image
  return !runs || runs.digest !== digest || runs.newTag !== undefined || nameOf(runs) !== image
}

function changeOf({ service, digest }: ImageToPublish, { image, release }: Overlay): ServiceChange {
  return { service, from: release?.digest ?? image?.digest ?? null, to: digest }
}

function heldOf({ service, digest }: ImageToPublish, { image, release }: Overlay): HeldService {
  return {
    service,
    reason: 'edited by hand',
    found: image?.digest ?? image?.newTag ?? null,
    released: release?.digest ?? '',
    wanted: digest,
  }
}

function filesOf(
  { environment, source, now }: PublishFacts,
  { service, image, digest, inputs }: ImageToPublish,
  { kustomization }: Overlay,
): [string, string][] {
  const file = kustomizationPath(environment, service)
  return [
    [file, setImage(kustomization, { name: service, newName: image, digest }, file)],
    [
      releasePath(environment, service),
      writeRelease({ service, image, digest, inputs, source, since: momentOf(now) }),
    ],
  ]
}

function messageOf(
  { environment, workspace, source }: PublishFacts,
  changes: readonly ServiceChange[],
): string {
  return commitMessage({
    action: 'publish',
    title: `Publish ${nameServices(changes.map(({ service }) => service))} to ${environment}`,
    rows: changes.map(({ service, from, to }) => ({ subject: service, text: describeMove(from, to) })),
    environments: [environment],
    workspace,
    source: source.commit,
  })
}
