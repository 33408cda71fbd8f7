/** The value that a body will be for the client; `undefined` for a stream, which can be read once. */
export function readAnswer(body: unknown, type: string | undefined): { value: unknown } | undefined {
  if (typeof body === 'object' && body !== null && ('pipe' in body || 'getReader' in body)) return undefined
  const text = typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString() : undefined
  if (text === undefined) return { value: JSON.parse(JSON.stringify(body ?? null)) }
  return { value: type === 'application/json' ? parseJson(text) : text }
}

/** Text that is no JSON is left for the schema to refuse. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
