import { isMap, isScalar, parseDocument, type Pair, type YAMLMap } from 'yaml'
import { SlipwayError } from '../../slipway-error.ts'

/** Where the workspace describes its services for local development. */
export const composePath = 'compose.yaml'

/** The services of a compose file. */
export interface ComposeFacts {
  readonly services: ReadonlySet<string>
  /** Names of services by the ports that they take on the machine. */
  readonly ports: ReadonlyMap<number, string>
}

/** Reads the text of a compose file, `''` when there is none. Throws `invalid-options`. */
export function readCompose(text: string): ComposeFacts {
  const services = new Set<string>()
  const ports = new Map<number, string>()
  for (const { key, value } of findServices(text)?.items ?? []) {
    const name = isScalar(key) ? String(key.value) : ''
    services.add(name)
    for (const port of portsOf(value)) ports.set(port, name)
  }
  return { services, ports }
}

/** The mapping `services`, `undefined` where the text has none. Throws `invalid-options` when it is anything else. */
export function findServices(text: string): YAMLMap | undefined {
  const { contents, errors } = parseDocument(text)
  const [error] = errors
  if (!error && contents === null) return undefined
  const services: unknown = !error && isMap(contents) ? contents.get('services', true) : null
  if (isMap(services) && !services.flow) return services
  if (services === undefined) return undefined
  throw new SlipwayError(
    'invalid-options',
    `Cannot read "${composePath}": wanted "services" as a mapping in block style${error ? `, found: ${error.message}` : ''}`,
  )
}

function portsOf(service: Pair['value']): number[] {
  const { ports } = isMap(service) ? (service.toJSON() as { ports?: unknown }) : {}
  return Array.isArray(ports) ? ports.flatMap(publishedPort) : []
}

/** `3000:3000`, `127.0.0.1:3000:3000/tcp`, `${PORT:-3000}:3000`, or the long form; a port alone takes any. */
function publishedPort(entry: unknown): number[] {
  const text =
    typeof entry === 'object' && entry !== null && 'published' in entry
      ? String(entry.published)
      : /(?:\$\{[^}]*\}|[^:]*)(?=:[^:]*$)/.exec(String(entry))?.[0]
  const [, digits] = /^(?:\$\{\w+:?-)?(\d+)\}?$/.exec(text ?? '') ?? []
  return digits === undefined ? [] : [Number(digits)]
}
