import { fail, KustomizeError } from '../kustomize-error.ts'
import { copyFields, Tag, type YamlNode } from './node.ts'
import { keyText } from './key-text.ts'
import { scalarValue11 } from './configuration-value.ts'

/**
 * Puts in place of aliases what they refer to and in place of merge keys the entries that they bring, as go-yaml v2 decodes: in the
 * order of the text, so of equal keys the last one counts, merged or not. Gives a new tree. Throws `alias-limit` when aliases make
 * up too much of it, and `invalid-yaml` for a merge of anything but maps, for keys that are null or no scalars, and for infinity.
 */
export function resolveConfiguration(root: YamlNode): YamlNode {
  return new ConfigurationResolver().resolve(root)
}

/** A key or a number that YAML has and JSON has not. */
class NotInJson extends KustomizeError {}

/** The entries of a map so far, and what is wrong with those that are missing. */
interface Entries {
  readonly entries: YamlNode[]
  readonly failures: Map<string, KustomizeError>
}

class ConfigurationResolver {
  /** The document counts too. */
  #decoded = 1
  #fromAliases = 0
  #aliasDepth = 0
  readonly #open = new Set<YamlNode>()

  resolve(node: YamlNode, isKey = false): YamlNode {
    this.#count(node)
    if (node.kind === 'alias') return this.#behindAlias(node, (target) => this.resolve(target, isKey))
    if (node.kind === 'scalar' && !isKey) refuseInfinity(node)
    const copy = copyFields(node)
    if (node.kind === 'list') copy.content = node.content.map((element) => this.resolve(element))
    if (node.kind === 'map') copy.content = this.#entries(node)
    return copy
  }

  #behindAlias<Result>(alias: YamlNode, action: (target: YamlNode) => Result): Result {
    const target = alias.alias as YamlNode
    if (this.#open.has(target))
      throw fail('invalid-yaml', `The anchor "${alias.value}" contains itself`, alias)
    this.#open.add(target)
    this.#aliasDepth++
    const result = action(target)
    this.#aliasDepth--
    this.#open.delete(target)
    return result
  }

  #count(node: YamlNode): void {
    this.#decoded++
    if (this.#aliasDepth > 0) this.#fromAliases++
    if (this.#fromAliases <= 100 || this.#decoded <= 1000) return
    if (this.#fromAliases / this.#decoded > allowedShare(this.#decoded)) {
      throw fail('alias-limit', 'Aliases stand for too much of this document', node)
    }
  }

  #entries(map: YamlNode): YamlNode[] {
    const entries: YamlNode[] = []
    const failures = new Map<string, KustomizeError>()
    for (let index = 0; index < map.content.length; index += 2) {
      const key = map.content[index] as YamlNode
      const value = map.content[index + 1] as YamlNode
      if (isMergeKey(key)) entries.push(...this.#merged(value))
      else this.#entry(this.#key(key), value, { entries, failures })
    }
    for (const failure of failures.values()) throw failure
    return entries
  }

  /** What JSON does not have is wrong only when the data become JSON, which a value that a later one replaces never does. */
  #entry(key: YamlNode, value: YamlNode, { entries, failures }: Entries): void {
    failures.delete(key.value)
    try {
      entries.push(key, this.resolve(value))
    } catch (error) {
      if (!(error instanceof NotInJson)) throw error
      failures.set(key.value, error)
    }
  }

  #key(key: YamlNode): YamlNode {
    const resolved = this.resolve(key, true)
    if (resolved.kind !== 'scalar')
      throw fail('invalid-yaml', 'A key must be a text: found a map or a list', key)
    const text = keyText(resolved)
    if (text === undefined) throw notInJson(`A key must be a text: found "${key.value}"`, key)
    resolved.tag = Tag.string
    resolved.tagged = false
    resolved.style = 'double'
    resolved.value = text
    return resolved
  }

  #merged(value: YamlNode): YamlNode[] {
    if (value.kind === 'map') return this.#mergedMap(value)
    if (value.kind === 'alias' && value.alias?.kind === 'map') return this.#mergedMap(value)
    if (value.kind !== 'list') throw notMergeable(value)
    // The first ones win, so they come last.
    return value.content.toReversed().flatMap((element) => {
      const target = element.kind === 'alias' ? element.alias : element
      if (target?.kind !== 'map') throw notMergeable(element)
      return this.#mergedMap(element)
    })
  }

  #mergedMap(node: YamlNode): YamlNode[] {
    this.#count(node)
    if (node.kind !== 'alias') return this.#entries(node)
    return this.#behindAlias(node, (target) => {
      this.#count(target)
      return this.#entries(target)
    })
  }
}

/** The data becomes JSON, which has no such numbers; as keys they would be texts. */
function refuseInfinity(node: YamlNode): void {
  const value = scalarValue11(node)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw notInJson(`A file of settings cannot hold "${node.value}": JSON has no such number`, node)
  }
}

function notInJson(message: string, node: YamlNode): KustomizeError {
  const { line, column } = node
  return new NotInJson([{ code: 'invalid-yaml', message, file: '', line, column }])
}

function isMergeKey(key: YamlNode): boolean {
  return key.tag === Tag.merge && key.value === '<<'
}

function notMergeable(node: YamlNode): Error {
  return fail('invalid-yaml', `A merge key needs a map or a list of maps: found a ${node.kind}`, node)
}

const smallDocument = 400_000
const largeDocument = 4_000_000

/** go-yaml's limit: nearly all of a small document may come from aliases, and a tenth of a large one. */
function allowedShare(decoded: number): number {
  if (decoded <= smallDocument) return 0.99
  if (decoded >= largeDocument) return 0.1
  return 0.99 - (0.89 * (decoded - smallDocument)) / (largeDocument - smallDocument)
}
