import { leafPaths, type MadeResource } from './resources.ts'
import { groupVersion, selector, someResource, type Scope } from './scope.ts'
import type { Random } from './random.ts'
import { styledYaml, unquoted, type Yaml, type YamlMap } from './yaml-style.ts'

/** `replacements`: in the field, or in a file. */
export function replacements(scope: Scope): Yaml {
  const { random, addFile } = scope
  return random.several(1, 2, () => {
    const entry = replacement(scope)
    if (!random.chance(0.15)) return entry
    const data = random.chance(0.5) ? entry : [entry, replacement(scope)]
    return { path: addFile(`replacement${random.below(1000)}.yaml`, styledYaml(data, random)) }
  })
}

/** One replacement. */
export function replacement(scope: Scope): YamlMap {
  const { random } = scope
  const hasValue = random.chance(0.1)
  return {
    source: hasValue ? undefined : source(scope),
    sourceValue: hasValue ? random.pick(['fixed', '"1"', '""']) : undefined,
    targets: random.several(1, 2, () => target(scope)),
  }
}

function source(scope: Scope): YamlMap {
  const { random } = scope
  const resource = someResource(scope)
  return {
    kind: resource.kind,
    name: random.maybe(0.95, () => resource.name),
    namespace: resource.namespace,
    ...random.maybe(0.1, () => groupVersion(resource.apiVersion)),
    fieldPath: random.maybe(0.8, () => fieldPath(random, resource, { isExact: true })),
    options: random.maybe(0.1, () => options(random)),
  }
}

function target(scope: Scope): YamlMap {
  const { random } = scope
  const resource = someResource(scope)
  const isOne = random.chance(0.8)
  return {
    select: isOne ? { kind: resource.kind, name: resource.name } : selector(scope),
    reject: random.maybe(0.1, () => [selector(scope)]),
    fieldPaths: random.maybe(0.97, () => random.several(1, 2, () => fieldPath(random, resource))),
    options: isOne ? random.maybe(0.4, () => options(random)) : { create: true },
  }
}

function options(random: Random): YamlMap {
  return {
    delimiter: random.maybe(0.5, () => random.pick([':', '/', '"."', '"-"', '""', '"="'])),
    index: random.maybe(0.5, () => random.pick(['0', '1', '-1', '2', '5'])),
    create: random.maybe(0.5, () => random.chance(0.9)),
    encoding: random.maybe(0.05, () => random.pick(['base64', 'none'])),
  }
}

const oddPaths = [
  'metadata.name',
  'metadata.annotations.[a.b/c]',
  'metadata.labels',
  String.raw`"data.app\\\\.yaml.a"`,
  '"data.[app.yaml].c.d"',
  'metadata.annotations.note',
]

/** A path to a field: one that is there, or else a neighbour of it, or a way to several. */
export function fieldPath(random: Random, { data }: MadeResource, { isExact = false } = {}): string {
  const paths = leafPaths(data)
  const path = paths.length === 0 ? ['spec', 'made'] : random.pick(paths)
  const isPlain = isExact || random.chance(0.7)
  const parts = path.map((part, index) => (isPlain ? plainPart(part) : pathPart(random, path, index, part)))
  if (random.chance(0.1)) parts.pop()
  if (random.chance(isExact ? 0.01 : 0.08)) parts.splice(-1, 1, 'made')
  if (random.chance(isExact ? 0.01 : 0.03)) parts.push('made')
  if (parts.length > 0 && !random.chance(0.05)) return JSON.stringify(parts.join('.'))
  return random.pick(oddPaths)
}

function plainPart(part: string): string {
  return unquoted(part).includes('.') ? `[${unquoted(part)}]` : unquoted(part)
}

function pathPart(random: Random, path: readonly string[], index: number, part: string): string {
  const before = path[index - 1] ?? ''
  if (/^\d+$/.test(part)) {
    if (random.chance(0.25)) return '*'
    if (random.chance(0.5) && before.endsWith('ontainers')) return `[name=${part === '0' ? 'main' : 'side'}]`
    if (random.chance(0.3) && before === 'env') return `[name=E${part}]`
    return random.pick([part, part, part, part, '-', '9'])
  }
  const key = unquoted(part)
  if (!key.includes('.')) return key
  return random.chance(0.5) ? `[${key}]` : key.replaceAll('.', String.raw`\.`)
}

/** `vars`: named values for `$(NAME)`. */
export function vars(scope: Scope): Yaml {
  const { random } = scope
  return random.some(['NAME', 'OTHER', 'VERSION'], 2).map((name) => {
    const resource = someResource(scope)
    return {
      name,
      objref: {
        apiVersion: resource.apiVersion,
        kind: resource.kind,
        name: resource.name,
        namespace: random.maybe(0.2, () => resource.namespace),
      },
      fieldref: random.maybe(0.5, () => ({ fieldPath: variablePath(random, resource) })),
    }
  })
}

function variablePath(random: Random, { data }: MadeResource): string {
  const paths = leafPaths(data)
  const path = paths.length === 0 ? ['spec', 'made'] : random.pick(paths)
  const joined = path
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${unquoted(part).replaceAll('.', String.raw`\.`)}`))
    .join('')
  return JSON.stringify(joined.slice(1))
}
