import { Tag } from './node.ts'
import { numberText } from './number-text.ts'
import { resolvePlain11 } from './resolve.ts'
import { keyFromJson, textFromJson } from './text-from-json.ts'
import { isBase60 } from './number-text.ts'
import { type Value } from './value.ts'
import { analyzeScalar, writeScalar, type ScalarContext } from './write-scalar.ts'
import { compareKeys } from './compare-keys.ts'

/** YAML text of plain data, byte for byte as Kustomize prints a resource: sorted keys, two spaces, lines folded after 80. */
export function emitYaml(value: Value): string {
  const writer = new Writer()
  writer.writeRoot(value)
  return writer.text
}

const maximumSimpleKey = 128

class Writer {
  text = ''

  writeRoot(value: Value): void {
    if (value instanceof Map && value.size > 0) this.#writeMap(value, 0, true)
    else if (Array.isArray(value) && value.length > 0) this.#writeList(value, 0, true)
    else this.text += `${this.#inline(value, { column: 0, indent: 0, isKey: false })}\n`
  }

  /** `startsHere` means that the first entry continues the present line, after a dash. */
  #writeMap(map: ReadonlyMap<string, Value>, indent: number, startsHere: boolean): void {
    let isFirst = startsHere
    for (const key of [...map.keys()].toSorted(compareKeys)) {
      if (!isFirst) this.text += spaces(indent)
      isFirst = false
      this.#writeEntry(key, map.get(key) ?? null, indent)
    }
  }

  #writeEntry(key: string, value: Value, indent: number): void {
    if (key.length <= maximumSimpleKey && isPlainWord(key)) {
      this.text += `${key}:`
      this.#writeValue(value, indent, indent + key.length + 1)
      return
    }
    const isSimple = !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= maximumSimpleKey
    const context = {
      column: indent + (isSimple ? 0 : 2),
      indent: indent + (isSimple ? 0 : 2),
      isKey: isSimple,
    }
    const text = this.#inline(keyFromJson(key), context)
    if (isSimple) {
      this.text += `${text}:`
      this.#writeValue(value, indent, indent + [...text].length + 1)
      return
    }
    this.text += `? ${text}${text.endsWith('\n') ? '' : '\n'}${spaces(indent)}:`
    this.#writeComplexValue(value, indent)
  }

  #writeValue(value: Value, indent: number, column: number): void {
    if (value instanceof Map && value.size > 0) {
      this.text += `\n${spaces(indent + 2)}`
      this.#writeMap(value, indent + 2, true)
    } else if (Array.isArray(value) && value.length > 0) {
      this.text += `\n${spaces(indent)}`
      this.#writeList(value, indent, true)
    } else {
      this.#writeScalarValue(value, indent, column)
    }
  }

  #writeScalarValue(value: Value, indent: number, column: number): void {
    const text = this.#inline(value, { column: column + 1, indent: indent + 2, isKey: false })
    this.text += text.endsWith('\n') ? ` ${text}` : ` ${text}\n`
  }

  #writeComplexValue(value: Value, indent: number): void {
    if (value instanceof Map && value.size > 0) {
      this.text += ' '
      this.#writeMap(value, indent + 2, true)
    } else if (Array.isArray(value) && value.length > 0) {
      this.text += ' '
      this.#writeList(value, indent + 2, true)
    } else {
      this.#writeScalarValue(value, indent, indent + 1)
    }
  }

  #writeList(list: readonly Value[], indent: number, startsHere: boolean): void {
    let isFirst = startsHere
    for (const element of list) {
      if (!isFirst) this.text += spaces(indent)
      isFirst = false
      this.text += '-'
      this.#writeComplexValue(element, indent)
    }
  }

  #inline(value: Value, context: ScalarContext): string {
    if (value === null) return 'null'
    if (typeof value === 'boolean') return value ? 'true' : 'false'
    if (typeof value === 'number' || typeof value === 'bigint') return numberText(value)
    if (typeof value === 'string') return this.#string(value, context)
    return Array.isArray(value) ? '[]' : '{}'
  }

  #string(text: string, context: ScalarContext): string {
    if (context.column + text.length <= shortestFolded && isPlainWord(text)) return text
    const read = textFromJson(text)
    const analysis = analyzeScalar(read)
    return writeScalar(read, { style: preferredStyle(read), analysis, context })
  }
}

/** No line that ends before this column is folded. */
const shortestFolded = 80

/** Whether a text is written as it is because nothing in it can mean anything else: most keys and many values, in one look. */
function isPlainWord(text: string): boolean {
  return plainWord.test(text) && resolvePlain11(text).tag === Tag.string
}

const plainWord = /^[A-Za-z_/][A-Za-z0-9_./-]*$/

const indents: readonly string[] = Array.from({ length: 64 }, (_, width) => ' '.repeat(width))

function spaces(width: number): string {
  return indents[width] ?? ' '.repeat(width)
}

function preferredStyle(text: string): 'literal' | 'plain' | 'double' {
  if (text.includes('\n')) return 'literal'
  return resolvePlain11(text).tag === Tag.string && !isBase60(text) ? 'plain' : 'double'
}
