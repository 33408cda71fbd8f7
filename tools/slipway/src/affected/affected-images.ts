import { isDeepStrictEqual } from 'node:util'
import { findBesides, type Besides } from '../image/content/besides.ts'
import type { Made } from '../image/content/image-contents.ts'
import { findSameImages, type MadePair } from '../image/content/same-images.ts'
import { findImageInputs, hashInputs, type ImageInputs } from '../image/inputs/image-inputs.ts'
import { SlipwayError } from '../slipway-error.ts'
import { findServices, type Service } from '../workspace/service.ts'
import type { GitTree, SourceTree } from '../workspace/source-tree.ts'
import type { AffectedItem } from './affected-source.ts'

/** What an image is made of at one moment, or why nobody can tell. */
interface Making {
  readonly service: Service
  readonly inputs: ImageInputs | undefined
  readonly besides: Besides
  readonly failure: string | undefined
}

/**
 * The images of which a build would make another one. Where something differs that one could be made of, both sides are bundled with the
 * packages that `workspace` has installed; where that cannot tell, it counts as affected.
 */
export async function affectedImages(
  before: GitTree,
  after: GitTree,
  workspace: string,
): Promise<AffectedItem[]> {
  const [was, is] = [await readMakings(before), await readMakings(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  const items = names.flatMap((name): AffectedItem[] => {
    const [one, other] = [was.get(name), is.get(name)]
    const root = (other ?? one)?.service.root ?? ''
    if (!one || !other) return [{ name, root, change: one ? 'removed' : 'added', reasons: [] }]
    const reasons = reasonsOf(one, other)
    return reasons.length === 0 ? [] : [{ name, root, change: 'changed', reasons }]
  })
  const pairs = items.flatMap(({ name }): MadePair[] => {
    const [one, other] = [was.get(name), is.get(name)]
    return isMade(one) && isMade(other) ? [[one, other]] : []
  })
  const same = await findSameImages(pairs, [before, after], workspace)
  return items.filter(({ name }) => !same.has(name))
}

function isMade(making: Making | undefined): making is Making & Made {
  return making?.inputs !== undefined
}

async function readMakings(tree: SourceTree): Promise<Map<string, Making>> {
  const services = await findServices(tree)
  const makings = await Promise.all(services.map((service) => readMaking(tree, service)))
  return new Map(makings.map((making) => [making.service.name, making]))
}

/** A base that Git does not pin counts by its name: on this machine it is the same for both sides. */
async function readMaking(tree: SourceTree, service: Service): Promise<Making> {
  try {
    const target = { base: service.base ?? null, architecture: process.arch }
    const inputs = await findImageInputs(tree, service, target)
    return { service, inputs, besides: await findBesides(tree, inputs), failure: undefined }
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error
    return { service, inputs: undefined, besides: [], failure: error.message }
  }
}

function reasonsOf(before: Making, after: Making): string[] {
  const [was, is] = [before.inputs, after.inputs]
  if (!was || !is) return before.failure === after.failure ? [] : [after.failure ?? before.failure ?? '']
  if (hashInputs(was) === hashInputs(is)) return namesOfDifferent(before.besides, after.besides)
  const reasons = [
    ...namesOfDifferent(was.files, is.files),
    ...namesOfDifferent(was.facts, is.facts),
    ...changedDependencies(was, is),
    ...(was.base === is.base ? [] : [`base ${was.base ?? 'none'} → ${is.base ?? 'none'}`]),
    ...(isDeepStrictEqual(optionsOf(was), optionsOf(is)) ? [] : ['its options']),
  ]
  return reasons.length > 0 ? reasons : ['its inputs']
}

type Entries = readonly (readonly [name: string, ...content: unknown[]])[]

function namesOfDifferent(before: Entries, after: Entries): string[] {
  const [was, is] = [before, after].map((entries) => new Map(entries.map(([name, ...rest]) => [name, rest])))
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].toSorted()
  return names.filter((name) => !isDeepStrictEqual(was?.get(name), is?.get(name)))
}

function changedDependencies(before: ImageInputs, after: ImageInputs): string[] {
  const changed = namesOfDifferent(before.dependencies, after.dependencies)
  const names = [...new Set(changed.map(nameOf))]
  const versionsIn = ({ dependencies }: ImageInputs, name: string) =>
    dependencies.flatMap(([id]) => (nameOf(id) === name ? [id] : [])).join(', ') || 'none'
  return names.map((name) => `${versionsIn(before, name)} → ${versionsIn(after, name)}`)
}

function optionsOf({ service, builder, architecture, options }: ImageInputs): unknown {
  return { service, builder, architecture, options }
}

/** A package's name may begin with an @ of its own. */
function nameOf(id: string): string {
  return id.slice(0, id.lastIndexOf('@'))
}
