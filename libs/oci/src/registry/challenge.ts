/** What a registry wants to see, out of its `WWW-Authenticate`. */
export type Challenge = { scheme: 'basic' } | { scheme: 'bearer'; realm: string; service: string | undefined }

const parameter = /([a-z_]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi

/** Reads a `WWW-Authenticate` header (RFC 9110); `undefined` for one that asks for something else. */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme, rest = ''] = /^\s*(\w+)\s*(.*)$/.exec(header ?? '') ?? []
  if (scheme?.toLowerCase() === 'basic') return { scheme: 'basic' }
  if (scheme?.toLowerCase() !== 'bearer') return undefined
  const found = new Map([...rest.matchAll(parameter)].map(([, name, quoted, bare]) => [name, quoted ?? bare]))
  const realm = found.get('realm')
  return realm === undefined ? undefined : { scheme: 'bearer', realm, service: found.get('service') }
}
