import { Tag, type YamlNode } from './node.ts'
import { shortestText } from './number-text.ts'
import { resolvePlain11 } from './resolve.ts'
import { scalarValue11 } from './configuration-value.ts'

/** The text that a key of a settings file becomes on its way to JSON; undefined where Kustomize knows none. */
export function keyText(key: YamlNode): string | undefined {
  const value = scalarValue11(key)
  if (value === null) return undefined
  if (typeof value === 'bigint') return value < 2n ** 63n ? String(value) : undefined
  return typeof value === 'number' && isFloat(key) ? floatText(Math.fround(value), value) : String(value)
}

function isFloat(key: YamlNode): boolean {
  return (key.tagged ? key.tag : resolvePlain11(key.value).tag) === Tag.float
}

/** Kustomize writes these as floats of 32 bits. */
function floatText(rounded: number, value: number): string {
  if (Number.isNaN(rounded)) return '.nan'
  if (!Number.isFinite(rounded)) return rounded > 0 ? '.inf' : '-.inf'
  if (rounded === 0) return Object.is(rounded, -0) ? '-0' : '0'
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === rounded) return shortestText(short)
  }
  return shortestText(rounded)
}
