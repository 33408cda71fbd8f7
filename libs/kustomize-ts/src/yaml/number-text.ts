/**
 * A number in the text that Kustomize prints for it. It writes JSON first and reads that again: a whole number that fits into
 * 64 bits stays as it is, anything else gets Go's shortest form (`%g`), with an exponent from a million on.
 */
export function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return value.toString()
  if (Number.isSafeInteger(value)) return value.toString()
  const text = jsonNumberText(value)
  if (!/^-?\d+$/.test(text)) return shortestText(value)
  const whole = BigInt(text)
  return whole >= -(2n ** 63n) && whole < 2n ** 64n ? whole.toString() : shortestText(value)
}

/** A number as Go's JSON encoder writes it, which is also what a config map's hash is made from. */
export function jsonNumberText(value: number | bigint): string {
  if (typeof value === 'bigint') return value.toString()
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-6 || size >= 1e21)) return exponentText(value, 1)
  return Object.is(value, -0) ? '-0' : decimalText(value)
}

/** Go's `%v` of a float: the shortest digits, with an exponent where it is below -4 or from 21 on. */
export function variableText(value: number | bigint): string {
  if (typeof value === 'bigint') return value.toString()
  const exponent = exponentOf(value)
  return exponent < -4 || exponent >= 21 ? exponentText(value, 2) : decimalText(value)
}

/** The digits of a number without any exponent. */
export function decimalText(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', power = '0'] = match
  const shift = Number(power)
  if (shift >= 0) return sign + whole + fraction.padEnd(shift, '0')
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
}

/** Go's shortest form of a float (`%g`), with an exponent below -4 and from 6 on. */
export function shortestText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6 && !Object.is(value, -0)) return value.toString()
  const exponent = exponentOf(value)
  return exponent < -4 || exponent >= 6 ? exponentText(value, 2) : decimalText(value)
}

function exponentOf(value: number): number {
  if (value === 0) return 0
  return Number(value.toExponential().split('e')[1])
}

function exponentText(value: number, minimumDigits: number): string {
  const [digits = '', power = '+0'] = value.toExponential().split('e')
  return `${digits}e${power.slice(0, 1)}${power.slice(1).padStart(minimumDigits, '0')}`
}

/** Whether YAML 1.1 would read the text as a number with base 60, such as `1:30`. */
export function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text)
}
