import { findBase, type BaseReference, type BaseSource } from '../image/base/base-image.ts'
import { findImageInputs, hashInputs } from '../image/inputs/image-inputs.ts'
import { readResults, resultPath } from '../image/result-files.ts'
import type { ImageResult } from '../image/result.ts'
import { SlipwayError } from '../slipway-error.ts'
import { findServices, type Service } from '../workspace/service.ts'
import type { SourceTree } from '../workspace/source-tree.ts'
import type { BuiltService } from './built-service.ts'

/** What was built here, and what a local base is found with. */
interface Built extends BaseSource {
  readonly results: ReadonlyMap<string, ImageResult>
}

/**
 * The services at the source commit, with their inputs hashes, held against the result files. Each is looked at once, for however many
 * environments, and however often somebody else is faster.
 */
export class CheckedResults {
  readonly #tree: SourceTree
  readonly #source: BaseSource
  readonly #checked = new Map<string, Promise<BuiltService>>()
  #services: Promise<readonly Service[]> | undefined
  #results: Promise<ReadonlyMap<string, ImageResult>> | undefined

  constructor(tree: SourceTree, source: BaseSource) {
    this.#tree = tree
    this.#source = source
  }

  /** The names of all services. */
  async names(): Promise<string[]> {
    return (await this.#findServices()).map(({ name }) => name)
  }

  /** The services that have a result, and others. Throws `stale-result` with every result of something else, and `invalid-result`. */
  async withResults(others: ReadonlySet<string>): Promise<BuiltService[]> {
    const services = await this.#findServices()
    const results = await (this.#results ??= readResults(this.#source.workspace))
    const wanted = services.filter(({ name }) => results.has(name) || others.has(name))
    refuseTwins(wanted)
    const found = await Promise.all(wanted.map((service) => this.#check(service, results)))
    const names = new Set(services.map(({ name }) => name))
    const gone = [...results.keys()].filter((name) => !names.has(name))
    const stale = found.flatMap(({ result, inputs }) =>
      result && result.inputs !== inputs ? [result.service] : [],
    )
    refuse(gone, 'the commit has no such service, remove the file')
    refuse(stale, 'it was not built from this commit, run "npx nx run-many -t image push" again')
    return found
  }

  #findServices(): Promise<readonly Service[]> {
    return (this.#services ??= readManifests(this.#tree).then(() => findServices(this.#tree)))
  }

  #check(service: Service, results: Built['results']): Promise<BuiltService> {
    const built = { ...this.#source, results }
    const checked = this.#checked.get(service.name) ?? checkService(this.#tree, service, built)
    this.#checked.set(service.name, checked)
    return checked
  }
}

/** All at once, rather than service by service. */
async function readManifests(tree: SourceTree): Promise<void> {
  await tree.readTexts(
    [...tree.files.keys()].filter((file) => /(^|\/)(package|tsconfig[^/]*)\.json$/.test(file)),
  )
}

async function checkService(tree: SourceTree, service: Service, built: Built): Promise<BuiltService> {
  const result = built.results.get(service.name)
  const base = await findItsBase(service, built)
  const target = { base: base?.digest ?? null, architecture: process.arch }
  return { service, result, target, inputs: hashInputs(await findImageInputs(tree, service, target)) }
}

/** Git does not pin a local base: the one that was built on counts, or that of another service. */
async function findItsBase(service: Service, built: Built): Promise<BaseReference | undefined> {
  if (service.base !== 'local') return await findBase(service, built)
  const own = built.results.get(service.name)
  const bases = [own, ...built.results.values()].map((result) => result?.base)
  return bases.find((base) => base?.reference === 'local') ?? (await findBase(service, built))
}

function refuse(services: readonly string[], reason: string): void {
  if (services.length === 0) return
  const files = services.map((service) => `"${resultPath(service)}"`).join(', ')
  throw new SlipwayError('stale-result', `Cannot publish what ${files} says: ${reason}`)
}

function refuseTwins(services: readonly Service[]): void {
  for (const [name, twins] of Map.groupBy(services, (service) => service.name)) {
    if (twins.length === 1) continue
    const roots = twins.map(({ root }) => `"${root}"`).join(' and ')
    throw new SlipwayError('invalid-options', `Cannot tell which image "${name}" is: ${roots} have that name`)
  }
}
