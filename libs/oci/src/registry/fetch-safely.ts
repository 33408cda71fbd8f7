import { OciError } from '../oci-error.ts'
import { isPrivateEnough } from './host-url.ts'

const redirects = new Set([301, 302, 303, 307, 308])
const redirectLimit = 5

/**
 * Fetches, and follows redirects of GET and HEAD: to another host without `Authorization`, and never from HTTPS to
 * plain HTTP elsewhere. Throws `unreachable`, `aborted` and `registry-failed`; no message has more of a URL than its origin, as
 * storage services put signatures into the rest.
 */
export async function fetchSafely(request: Request): Promise<Response> {
  let current = request
  for (let count = 0; count <= redirectLimit; count += 1) {
    const response = await fetchOnce(current)
    const location = response.headers.get('location')
    if (!redirects.has(response.status) || location === null || !isRead(current)) return response
    await response.body?.cancel()
    current = redirect(current, location)
  }
  throw failed(request, `more than ${redirectLimit} redirects`)
}

function redirect(from: Request, location: string): Request {
  const target = URL.parse(location, from.url)
  if (!target || !isPrivateEnough(target)) throw failed(from, 'a redirect to plain HTTP')
  const headers = new Headers(from.headers)
  if (target.origin !== new URL(from.url).origin) headers.delete('authorization')
  return new Request(target, { method: from.method, headers, redirect: 'manual', signal: from.signal })
}

/** The body of a response; throws `unreachable` when the connection breaks before its end, `aborted`. */
export async function* readBody(response: Response): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? []
  } catch (cause) {
    const { origin } = new URL(response.url)
    throw new OciError(codeOf(cause), `Cannot read all that "${origin}" sends: ${reasonOf(cause)}`, { cause })
  }
}

async function fetchOnce(request: Request): Promise<Response> {
  try {
    return await fetch(request, { redirect: 'manual' })
  } catch (cause) {
    const { origin } = new URL(request.url)
    throw new OciError(codeOf(cause), `Cannot reach "${origin}": ${reasonOf(cause)}`, { cause })
  }
}

/** A signal's reason is what it was ended with: by hand, or by the time that is over. */
function codeOf(cause: unknown): 'aborted' | 'unreachable' {
  return cause instanceof DOMException && ['AbortError', 'TimeoutError'].includes(cause.name)
    ? 'aborted'
    : 'unreachable'
}

// What undici says is "fetch failed"; the reason is in the cause.
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0])
  return cause instanceof Error ? cause.message : 'the connection failed'
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}

function failed({ url }: Request, found: string): OciError {
  return new OciError('registry-failed', `Cannot read from "${new URL(url).origin}": found ${found}`)
}
