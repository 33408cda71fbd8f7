import { isDeepStrictEqual } from 'node:util'
import { findImageInputs, hashInputs, type ImageInputs } from '../image/inputs/image-inputs.ts'
import { SlipwayError } from '../slipway-error.ts'
import { findServices, type Service } from '../workspace/service.ts'
import type { SourceTree } from '../workspace/source-tree.ts'
import type { AffectedItem } from './affected-source.ts'

/** What an image is made of at one moment, or why nobody can tell. */
interface Making {
  readonly service: Service
  readonly inputs: ImageInputs | undefined
  readonly failure: string | undefined
}

/** The images whose inputs hash differs. */
export async function affectedImages(before: SourceTree, after: SourceTree): Promise<AffectedItem[]> {
  const [was, is] = [await readMakings(before), await readMakings(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  return names.flatMap((name): AffectedItem[] => {
    const [one, other] = [was.get(name), is.get(name)]
    const root = (other ?? one)?.service.root ?? ''
    if (!one || !other) return [{ name, root, change: one ? 'removed' : 'added', reasons: [] }]
    const reasons = reasonsOf(one, other)
    return reasons.length === 0 ? [] : [{ name, root, change: 'changed', reasons }]
  })
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
    return { service, inputs: await findImageInputs(tree, service, target), failure: undefined }
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error
    return { service, inputs: undefined, failure: error.message }
  }
}

function reasonsOf(before: Making, after: Making): string[] {
  const [was, is] = [before.inputs, after.inputs]
  if (!was || !is) return before.failure === after.failure ? [] : [after.failure ?? before.failure ?? '']
  if (hashInputs(was) === hashInputs(is)) return []
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
