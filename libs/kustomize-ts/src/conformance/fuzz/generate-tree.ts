import { join } from 'node:path'

import { someFields } from './kustomization.ts'
import type { Random } from './random.ts'
import { makeResource, type MadeResource } from './resources.ts'
import type { Scope } from './scope.ts'
import type { Tree } from './tree.ts'
import { jsonText, styledYaml, unquoted, type Yaml, type YamlMap } from './yaml-style.ts'

/** Makes up a repository whose target is likely to build: bases, components and an overlay on them. */
export function generateTree(random: Random): Tree {
  const files = new Map<string, string>()
  const maker = new TreeMaker(random, files)
  const bases = random.several(0, 2, (index) =>
    maker.addFolder(`base${index}`, { isComponent: false, inner: [] }),
  )
  const middle = random.chance(0.2)
    ? [maker.addFolder('middle', { isComponent: false, inner: bases })]
    : bases
  const components = random.chance(0.2)
    ? [maker.addFolder('component', { isComponent: true, inner: middle })]
    : []
  const overlay = maker.addFolder('overlay', { isComponent: false, inner: [...middle, ...components] })
  return { files, target: overlay.folder }
}

interface Folder {
  readonly folder: string
  readonly isComponent: boolean
  readonly known: readonly MadeResource[]
}

class TreeMaker {
  readonly #random: Random
  readonly #files: Map<string, string>
  readonly #taken = new Set<string>()

  constructor(random: Random, files: Map<string, string>) {
    this.#random = random
    this.#files = files
  }

  addFolder(
    folder: string,
    { isComponent, inner }: { isComponent: boolean; inner: readonly Folder[] },
  ): Folder {
    const random = this.#random
    const bases = isComponent ? [] : inner.filter((other) => !other.isComponent)
    const needsOwn = inner.length === 0 || random.chance(0.4)
    const own = needsOwn ? this.#addResources(folder) : { paths: [], resources: [] }
    const known = [...inner.flatMap((other) => other.known), ...own.resources]
    const scope: Scope = { random, known, addFile: (name, text) => this.#addFile(folder, name, text) }
    const changes = someFields(scope)
    const paths = [...bases.map((other) => `../${other.folder}`), ...own.paths]
    const components = inner.filter((other) => other.isComponent).map((other) => `../${other.folder}`)
    const kustomization = {
      ...header(random, isComponent),
      ...pathFields(random, random.chance(0.2) ? random.shuffle(paths) : paths),
      components: components.length === 0 ? undefined : components,
      ...changes,
    }
    this.#files.set(join(folder, fileName(random)), this.#finish(styledYaml(kustomization, random)))
    return { folder, isComponent, known: isComponent ? own.resources : renamed(known, changes) }
  }

  #addFile(folder: string, name: string, text: string): string {
    this.#files.set(join(folder, name), text)
    return name
  }

  #addResources(folder: string): { paths: string[]; resources: MadeResource[] } {
    const random = this.#random
    const resources = random.several(1, 4, () => makeResource(random)).filter((one) => this.#isNew(one))
    const half = random.chance(0.4) ? random.below(resources.length) : 0
    const parts = [resources.slice(0, half), resources.slice(half)].filter((part) => part.length > 0)
    return { paths: parts.map((part, index) => this.#addResourceFile(folder, index, part)), resources }
  }

  /** Two resources with one name are refused, which ends a build early. */
  #isNew({ apiVersion, kind, name, namespace }: MadeResource): boolean {
    const id = `${apiVersion} ${kind} ${name} ${namespace}`
    if (this.#taken.has(id)) return false
    this.#taken.add(id)
    return true
  }

  #addResourceFile(folder: string, index: number, resources: readonly MadeResource[]): string {
    const random = this.#random
    const data = resources.map((resource) => resource.data)
    if (random.chance(0.06))
      return this.#addFile(folder, `r${index}.json`, jsonText(data.length === 1 ? data[0] : list(data), 2))
    if (random.chance(0.06)) return this.#addFile(folder, `r${index}.yaml`, styledYaml(list(data), random))
    const separator = random.pick([
      '---\n',
      '---\n',
      '---\n',
      '--- # next\n',
      '...\n---\n',
      '---\n---\n',
      '---\n# empty\n---\n',
    ])
    const directive = random.chance(0.01) ? '%YAML 1.1\n---\n' : ''
    const start = random.maybe(0.2, () => random.pick(['---\n', '# a file\n', '# a file\n---\n', '\n'])) ?? ''
    const end = random.maybe(0.1, () => random.pick(['---\n', '...\n', '\n\n', '# end\n'])) ?? ''
    const text = directive + start + data.map((each) => styledYaml(each, random)).join(separator) + end
    return this.#addFile(folder, `r${index}.yaml`, this.#finish(text))
  }

  /** Line ends and marks that some editors write. */
  #finish(text: string): string {
    if (this.#random.chance(0.03)) return text.replaceAll('\n', '\r\n')
    if (this.#random.chance(0.02)) return `\uFEFF${text}`
    return this.#random.chance(0.02) ? text.trimEnd() : text
  }
}

function list(items: readonly YamlMap[]): Yaml {
  return { apiVersion: 'v1', kind: 'List', items }
}

function fileName(random: Random): string {
  return random.pick([
    ...Array.from({ length: 10 }, () => 'kustomization.yaml'),
    'kustomization.yml',
    'Kustomization',
  ])
}

function header(random: Random, isComponent: boolean): YamlMap {
  if (isComponent) return { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' }
  return random.chance(0.5) ? { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' } : {}
}

function pathFields(random: Random, paths: readonly string[]): YamlMap {
  const bases = paths.filter((path) => path.startsWith('../'))
  if (bases.length === 0 || !random.chance(0.1)) return { resources: paths }
  return { bases, resources: paths.filter((path) => !path.startsWith('../')) }
}

/** The names that the outer kustomization will see, as far as these fields tell; sometimes it means the old ones. */
function renamed(known: readonly MadeResource[], changes: YamlMap): MadeResource[] {
  const text = (field: string) => (typeof changes[field] === 'string' ? unquoted(changes[field]) : '')
  const namespace = typeof changes['namespace'] === 'string' ? changes['namespace'] : undefined
  const now = known.map((one) => ({
    ...one,
    name: `${text('namePrefix')}${one.name}${text('nameSuffix')}`,
    namespace: one.namespace === undefined ? one.namespace : (namespace ?? one.namespace),
  }))
  return [...known, ...now]
}
