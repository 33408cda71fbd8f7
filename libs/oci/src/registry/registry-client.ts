import { OciError } from '../oci-error.ts'
import { Authorizer } from './authorizer.ts'
import { parseChallenge } from './challenge.ts'
import type { Credentials } from './credentials.ts'
import { fetchSafely } from './fetch-safely.ts'
import { hostUrl } from './host-url.ts'

/** One request of the distribution API. */
export interface RegistryRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  /** Below `/v2/`, or a whole URL that the registry gave. */
  path: string | URL
  repository: string
  /** What the request needs a right for. */
  action: 'pull' | 'push'
  headers?: Record<string, string>
  body?: Blob
  /** The statuses that the caller can do something with; any other throws. */
  accept: number[]
}

/** Speaks to one registry and proves who asks when that is wanted. */
export class RegistryClient {
  readonly host: string
  readonly #base: URL
  readonly #authorizer: Authorizer

  constructor(host: string, credentials: Credentials | undefined) {
    this.host = host
    this.#base = hostUrl(host)
    this.#authorizer = new Authorizer(host, credentials)
  }

  /** Throws `unauthorized`, `unreachable`, or `registry-failed` with the status. */
  async send(request: RegistryRequest): Promise<Response> {
    const response = await this.#authorized(request)
    if (request.accept.includes(response.status)) return response
    throw await this.#failure(request, response)
  }

  async #authorized(request: RegistryRequest): Promise<Response> {
    const first = await this.#fetch(request)
    const challenge = parseChallenge(first.headers.get('www-authenticate'))
    if (first.status !== 401 || !challenge) return first
    await first.body?.cancel()
    this.#authorizer.learn(challenge, scopeOf(request))
    return await this.#fetch(request)
  }

  async #fetch(request: RegistryRequest): Promise<Response> {
    const url = new URL(request.path, this.#base)
    const headers = new Headers(request.headers)
    // An upload may go on at another host, which has no business with our credentials.
    const authorization =
      url.origin === this.#base.origin ? await this.#authorizer.headerFor(scopeOf(request)) : undefined
    if (authorization !== undefined) headers.set('authorization', authorization)
    const { method, body = null } = request
    return await fetchSafely(new Request(url, { method, headers, body }))
  }

  async #failure({ method, repository, action }: RegistryRequest, response: Response): Promise<OciError> {
    const { status } = response
    const codes = await readCodes(response)
    const code = status === 401 || status === 403 ? 'unauthorized' : 'registry-failed'
    const found = [`status ${status}`, ...codes].join(' ')
    const message = `Cannot ${action} "${repository}" at "${this.host}" (${method}): found ${found}`
    return new OciError(code, message, { status })
  }
}

function scopeOf({ repository, action }: RegistryRequest): string {
  return `repository:${repository}:${action === 'pull' ? 'pull' : 'pull,push'}`
}

// The codes alone, as the texts beside them may repeat what was sent.
async function readCodes(response: Response): Promise<string[]> {
  const body = (await response.json().catch(() => undefined)) as { errors?: { code?: unknown }[] } | undefined
  const codes = Array.isArray(body?.errors) ? body.errors.map((error) => String(error?.code)) : []
  return codes.filter((code) => /^[A-Z_]{1,40}$/.test(code))
}
