import { stripVTControlCharacters, styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

const styles: Record<string, Style> = {
  fatal: ['bold', 'red'],
  error: 'red',
  warn: 'yellow',
  info: 'green',
  debug: 'blue',
  trace: 'gray',
}

interface Line {
  level?: string
  time?: string
  msg?: string
  err?: { stack?: string; message?: string }
  [field: string]: unknown
}

/** A JSON line of the log as a person reads it: time of day, level, message, the rest as `name=value`, the stack below. */
export function formatLine(json: string): string {
  const {
    level = 'info',
    time,
    msg = '',
    service: _,
    environment: __,
    err,
    ...rest
  } = JSON.parse(json) as Line
  const clock = String(time).slice('2026-01-01T'.length, -1)
  const fields = Object.entries(rest).map(
    ([name, value]) => `${styleText('gray', `${name}=`)}${formatValue(value)}`,
  )
  const head = [styleText('gray', clock), styleText(styles[level] ?? 'gray', level.toUpperCase().padEnd(5))]
  const text = [...head, makeHarmless(msg), ...fields].join(' ')
  return `${text}\n${err === undefined ? '' : formatError(err)}`
}

/** Text from a request must not move the cursor of whoever reads it. */
function makeHarmless(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}]/gu, '�')
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return makeHarmless(/[\s"=]/.test(text) && typeof value === 'string' ? JSON.stringify(value) : text)
}

function formatError({ stack, message, ...facts }: NonNullable<Line['err']>): string {
  const lines = (stack ?? message ?? '').split('\n').map((line) => `    ${makeHarmless(line)}\n`)
  const { type: _, ...others } = facts as Record<string, unknown>
  return lines.join('') + (Object.keys(others).length > 0 ? `    ${formatValue(others)}\n` : '')
}
