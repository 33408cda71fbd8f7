import type { Random } from './random.ts'
import type { MadeResource } from './resources.ts'
import { names, namespaces } from './vocabulary.ts'
import { Block, jsonText, styledYaml, type Yaml, type YamlMap } from './yaml-style.ts'

/** What the fields of one kustomization are made from. */
export interface Scope {
  readonly random: Random
  /** Resources that the kustomization has, as far as the generator can tell. */
  readonly known: readonly MadeResource[]
  /** Adds a file beside the kustomization and returns its path. */
  readonly addFile: (name: string, text: string) => string
}

/** One of the kustomization's resources, or now and then one that is not there. */
export function someResource({ random, known }: Scope): MadeResource {
  if (known.length > 0 && random.chance(0.985)) return random.pick(known)
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: random.pick(names),
    namespace: undefined,
    data: { spec: {} },
  }
}

/** Group and version of an `apiVersion`. */
export function groupVersion(apiVersion: string): { group: string | undefined; version: string } {
  const [first = '', second] = apiVersion.split('/')
  return second === undefined ? { group: undefined, version: first } : { group: first, version: second }
}

/** A selector that means a resource, some, or none. */
export function selector(scope: Scope): YamlMap {
  const { random } = scope
  const { apiVersion, kind, name, namespace } = someResource(scope)
  return {
    ...random.maybe(0.15, () => groupVersion(apiVersion)),
    kind: random.maybe(0.8, () =>
      random.pick([kind, kind, kind, '"Deploy.*"', 'Deployment|StatefulSet', '".*"']),
    ),
    name: random.maybe(0.6, () => random.pick([name, name, name, '"w.*"', 'web|api', '"^web$"', '".*b"'])),
    namespace: random.maybe(0.1, () => namespace ?? random.pick(namespaces)),
    labelSelector: random.maybe(0.1, () =>
      random.pick(['app=web', '"app in (web, api)"', '"!tier"', 'app!=web', 'app', 'tier notin (x)']),
    ),
    annotationSelector: random.maybe(0.05, () => random.pick(['app=web', 'app', '"!tier"'])),
  }
}

/** Data as text in a field, or as a file beside the kustomization. */
export function inlineOrFile(scope: Scope, name: string, data: Yaml): { text: Yaml } | { path: string } {
  const { random } = scope
  const isJson = random.chance(0.15)
  const text = isJson ? jsonText(data, random.pick([0, 2])) : styledYaml(data, random)
  if (random.chance(0.6)) return { text: new Block(random.pick(['|', '|-', '|+']), text) }
  return { path: scope.addFile(`${name}${random.below(1000)}.${isJson ? 'json' : 'yaml'}`, text) }
}
