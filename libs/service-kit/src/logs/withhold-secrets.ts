import { IncomingMessage, ServerResponse } from 'node:http'
import { describeError } from './describe-error.ts'
import { hideSecrets, isSecretName } from './hide-secrets.ts'

const withheld = '[withheld]'
const depthShown = 6

type Fields = Record<string, unknown>

/**
 * The fields of a log line without secrets, however deep they lie: the values of fields and headers with such a name, and what
 * only clutters a log (a request becomes its method and path). A line of plain values, as that of each request, is not copied.
 */
export function withholdSecrets(fields: Fields): Fields {
  for (const name in fields) {
    const value = fields[name]
    if ((typeof value === 'object' && value !== null) || isSecretName(name)) return cleanFields(fields, 0)
  }
  return fields
}

function cleanFields(fields: Fields, depth: number): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, cleanField(name, value, depth)]),
  )
}

function cleanField(name: string, value: unknown, depth: number): unknown {
  if (isSecretName(name)) return withheld
  // What was thrown need not be an error.
  return name === 'err' ? describeError(value) : clean(value, depth)
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return depth === 0 ? value : hideSecrets(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return describeError(value)
  if (depth === depthShown) return '[deeper]'
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1))
  return cleanObject(value, depth)
}

function cleanObject(value: object, depth: number): unknown {
  const exchange = describeExchange(value)
  if (exchange) return exchange
  if (value instanceof Headers || value instanceof Map) return cleanFields(fromEntries(value), depth + 1)
  if (value instanceof Set) return [...value].map((each) => clean(each, depth + 1))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  const json = (value as { toJSON?: () => unknown }).toJSON
  if (typeof json === 'function') return clean(json.call(value), depth + 1)
  return cleanFields(value as Fields, depth + 1)
}

function fromEntries(entries: Headers | Map<unknown, unknown>): Fields {
  return Object.fromEntries([...entries].map(([name, value]) => [String(name), value]))
}

/** Requests and responses of Node, and what Koa makes of them. */
function describeExchange(value: object): object | undefined {
  const { req, res } = value as { req?: unknown; res?: unknown }
  if (value instanceof IncomingMessage) return describeRequest(value)
  if (value instanceof ServerResponse) return { status: value.statusCode }
  if (req instanceof IncomingMessage) return describeRequest(req)
  return res instanceof ServerResponse ? { status: res.statusCode } : undefined
}

function describeRequest({ method, url }: IncomingMessage): object {
  return { method, path: url?.split(/[?#]/, 1)[0] }
}
