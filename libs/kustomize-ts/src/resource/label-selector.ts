import { fail } from '../kustomize-error.ts'

/** One requirement of a label selector; all must hold. */
export interface Requirement {
  readonly key: string
  readonly operator: 'in' | 'notIn' | 'exists' | 'notExists' | 'greater' | 'less'
  readonly values: readonly string[]
}

/**
 * Parses a label selector in the API's text form: `a=b`, `a==b`, `a!=b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, `a>1`, `a<2`,
 * separated by commas. An empty one holds always. Throws `invalid-selector`.
 */
export function parseLabelSelector(text: string): Requirement[] {
  return new SelectorParser(text).parse()
}

/** Whether labels meet all requirements. */
export function matchesLabels(
  requirements: readonly Requirement[],
  labels: ReadonlyMap<string, string>,
): boolean {
  return requirements.every((requirement) => holds(requirement, labels.get(requirement.key)))
}

function holds({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value)
    case 'notIn':
      return value === undefined || !values.includes(value)
    case 'exists':
      return value !== undefined
    case 'notExists':
      return value === undefined
    default:
      return comparesTo(operator, value, values[0] ?? '')
  }
}

function comparesTo(operator: 'greater' | 'less', value: string | undefined, limit: string): boolean {
  if (value === undefined || !/^[-+]?\d+$/.test(value)) return false
  return operator === 'greater' ? BigInt(value) > BigInt(limit) : BigInt(value) < BigInt(limit)
}

const token = /\s*(==|!=|[=!<>(),]|[^\s=!<>(),]+)/y
const qualifiedName =
  /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/

class SelectorParser {
  readonly #text: string
  readonly #tokens: string[] = []
  #next = 0

  constructor(text: string) {
    this.#text = text
    token.lastIndex = 0
    let end = 0
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
      this.#tokens.push(match[1] as string)
      end = token.lastIndex
    }
    if (text.slice(end).trim() !== '') throw this.#unreadable()
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = []
    if (this.#tokens.length === 0) return requirements
    for (;;) {
      requirements.push(this.#requirement())
      if (this.#next === this.#tokens.length) return requirements
      this.#expect(',')
      if (this.#next === this.#tokens.length) throw this.#unreadable()
    }
  }

  #requirement(): Requirement {
    const isNegated = this.#accept('!')
    const key = this.#word()
    if (!qualifiedName.test(key)) throw this.#unreadable()
    const operator = this.#tokens[this.#next]
    if (isNegated) return { key, operator: 'notExists', values: [] }
    if (operator === undefined || operator === ',') return { key, operator: 'exists', values: [] }
    this.#next++
    return this.#comparison(key, operator)
  }

  #comparison(key: string, operator: string): Requirement {
    switch (operator) {
      case '=':
      case '==':
        return { key, operator: 'in', values: [this.#value()] }
      case '!=':
        return { key, operator: 'notIn', values: [this.#value()] }
      case 'in':
        return { key, operator: 'in', values: this.#values() }
      case 'notin':
        return { key, operator: 'notIn', values: this.#values() }
      case '>':
      case '<':
        return { key, operator: operator === '>' ? 'greater' : 'less', values: [this.#number()] }
      default:
        throw this.#unreadable()
    }
  }

  #value(): string {
    const next = this.#tokens[this.#next]
    if (next === undefined || next === ',' || next === ')') return ''
    const value = this.#word()
    if (!labelValue.test(value)) throw this.#unreadable()
    return value
  }

  #number(): string {
    const value = this.#word()
    if (!/^[-+]?\d+$/.test(value)) throw this.#unreadable()
    return value
  }

  #values(): string[] {
    this.#expect('(')
    const values = [this.#value()]
    while (this.#accept(',')) values.push(this.#value())
    this.#expect(')')
    return values
  }

  #word(): string {
    const word = this.#tokens[this.#next]
    if (word === undefined || /^[=!<>(),]/.test(word)) throw this.#unreadable()
    this.#next++
    return word
  }

  #accept(wanted: string): boolean {
    if (this.#tokens[this.#next] !== wanted) return false
    this.#next++
    return true
  }

  #expect(wanted: string): void {
    if (!this.#accept(wanted)) throw this.#unreadable()
  }

  #unreadable(): Error {
    return fail('invalid-selector', `Cannot read the label selector "${this.#text}"`)
  }
}
