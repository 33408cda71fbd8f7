import type { Random } from './random.ts'
import { kinds } from './resource-kinds.ts'
import { oddString } from './odd-scalars.ts'
import { names, namespaces, pairs } from './vocabulary.ts'
import { Block, type Yaml, type YamlMap } from './yaml-style.ts'

/** A made-up resource, and what others need to refer to it. */
export interface MadeResource {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly data: YamlMap
}

const weighted = kinds.flatMap((kind) => Array.from({ length: kind.weight ?? 1 }, () => kind))

/** A resource of any kind. */
export function makeResource(random: Random): MadeResource {
  const { apiVersion, kind, body } = random.pick(weighted)
  const name = random.pick(names)
  const namespace = random.maybe(0.2, () => random.pick(namespaces))
  const metadata = {
    name,
    namespace,
    labels: random.maybe(0.3, () => pairs(random)),
    annotations: random.maybe(0.2, () => annotations(random)),
  }
  return {
    apiVersion,
    kind,
    name,
    namespace,
    data: inAnyOrder(random, { apiVersion, kind, metadata, ...body(random) }),
  }
}

function annotations(random: Random): YamlMap {
  const own: YamlMap = {
    'config.kubernetes.io/local-config': random.maybe(0.1, () => random.pick(['"true"', '"false"'])),
    'kustomize.config.k8s.io/needs-hash': random.maybe(0.05, () => random.pick(['enabled', '"true"'])),
    'kustomize.config.k8s.io/behavior': random.maybe(0.05, () => random.pick(['merge', 'replace', 'create'])),
    'internal.config.kubernetes.io/index': random.maybe(0.05, () => '"0"'),
    note: random.maybe(0.3, () => oddString(random)),
  }
  return { ...pairs(random, 2), ...own }
}

function inAnyOrder(random: Random, data: YamlMap): YamlMap {
  return random.chance(0.2) ? Object.fromEntries(random.shuffle(Object.entries(data))) : data
}

/** The ways to values inside of data, as lists of keys and indexes. */
export function leafPaths(data: Yaml, path: readonly string[] = []): (readonly string[])[] {
  if (data === undefined) return []
  if (data === null || typeof data !== 'object' || data instanceof Block) return [path]
  return Object.entries(data).flatMap(([key, child]) => leafPaths(child as Yaml, [...path, key]))
}
