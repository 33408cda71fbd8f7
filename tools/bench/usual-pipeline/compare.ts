import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { publishedServices, type LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { median } from '../figures/median.ts'
import type { Measurement } from '../targets/report-targets.ts'
import { build, createPublisher, publishBuilt } from './publisher.ts'
import { usualPublish } from './usual-publish.ts'

/** What is measured on. */
export interface Bench {
  readonly folder: string
  readonly repository: LargeConfigRepo
  /** The same for the usual way, as what that writes is an edit by hand for ours, which holds a service. */
  readonly other: LargeConfigRepo
  /** The program `kustomize`. */
  readonly kustomize: string
  /** The program `slipway`. */
  readonly program: string
  /** Commits that the config repo has had before. */
  readonly releases: number
}

const factor = 10

/** Publishes in turns: as most pipelines do, by the library, and by the whole command. */
export async function compare(bench: Bench, rounds: number): Promise<Measurement[]> {
  const { folder, repository, program, releases } = bench
  const url = urlOf(repository)
  const publisher = await createPublisher(path.join(folder, `market-${releases}`), { url, program })
  const [usually, library, commands]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round <= rounds; round += 1) {
    const name = `round-${releases}-${round}`
    usually.push((await usualPublishOn(bench, `usual-${name}`)) ?? Number.NaN)
    library.push(await publishBoth(repository, { url, build: name }))
    await build(publisher, name)
    commands.push(await publishBuilt(publisher))
  }
  // The first of each loads and compiles, and makes the cache of the command.
  const [theirs, ours, whole] = [usually, library, commands].map((times) => median(times.slice(1)))
  const about = `${repository.files} files, ${releases} releases before`
  return [
    compared(`publish in a running process, ${about}`, ours, theirs),
    compared(`the whole command "slipway publish", ${about}`, whole, theirs),
  ]
}

/** By its URL: by its path Git would link the server's files instead of fetching, and no pipeline lies on the server's disk. */
export function urlOf({ bare }: LargeConfigRepo): string {
  return pathToFileURL(bare).href
}

/** Does as most pipelines do, in a clone of its own. */
export function usualPublishOn(bench: Bench, name: string): Promise<number | undefined> {
  const { folder, kustomize, other } = bench
  const clone = path.join(folder, name)
  return usualPublish({ url: urlOf(other), clone, kustomize, services: publishedServices, build: name })
}

function compared(what: string, ours = Number.NaN, theirs = Number.NaN): Measurement {
  return {
    what,
    target: `${factor} x faster than clone, edit, commit, push`,
    measured: `${Math.round(ours)} ms against ${Math.round(theirs)} ms: ${(theirs / ours).toFixed(1)} x`,
    met: theirs / ours >= factor,
  }
}
