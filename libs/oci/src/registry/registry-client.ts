import { OciError } from '../oci-error.ts'
import { Authorizer } from './authorizer.ts'
import { parseChallenge } from './challenge.ts'
import type { CredentialSource } from './credentials.ts'
import { fetchSafely } from './fetch-safely.ts'
import { hostUrl, isPrivateEnough } from './host-url.ts'
import { Attempts, defaultPatience, isRefused, parseRetryAfter, type Patience } from './patience.ts'

/** One request of the distribution API. */
export interface RegistryRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH'
  /** Below `/v2/`, or a whole URL that the registry gave. */
  path: string | URL
  /** Nothing for what belongs to the registry itself. */
  repository: string | undefined
  /** What the request needs a right for. */
  action: 'pull' | 'push'
  /** Another repository that the request reads from. */
  from?: string
  headers?: Record<string, string>
  body?: Blob
  /** The statuses that the caller can do something with; any other throws. */
  accept: readonly number[]
  /** Whether the caller knows better what to do when it fails; otherwise it is sent again as often as is worthwhile. */
  once?: boolean
}

/** Who asks a registry, and how patiently. */
export interface RegistryClientOptions {
  credentials?: CredentialSource | undefined
  patience?: Patience | undefined
  /** Ends requests, and the waiting for the next one, with `aborted`. */
  signal?: AbortSignal | undefined
}

/** Speaks to one registry and proves who asks when that is wanted. */
export class RegistryClient {
  readonly host: string
  readonly patience: Patience
  /** Whether blobs may come in chunks; whoever finds out that they may not says so here. */
  takesChunks = true
  readonly #base: URL
  readonly #authorizer: Authorizer
  readonly #signal: AbortSignal | undefined
  #wasReached = false

  constructor(host: string, { credentials, patience = defaultPatience, signal }: RegistryClientOptions = {}) {
    this.host = host
    this.patience = patience
    this.#base = hostUrl(host)
    this.#authorizer = new Authorizer(host, credentials, signal)
    this.#signal = signal
  }

  /** Counts the attempts at one thing. */
  attempts(): Attempts {
    return new Attempts(this.patience, this.#signal)
  }

  /**
   * Sends a request, again while that is worthwhile. Throws `unauthorized`, `unreachable`, `aborted`, or `registry-failed`
   * with the status.
   */
  async send(request: RegistryRequest): Promise<Response> {
    const attempts = this.attempts()
    for (;;) {
      try {
        return await this.#sendOnce(request)
      } catch (error) {
        // A registry that was never there is misspelt rather than restarting.
        if (request.once || (!this.#wasReached && isRefused(error))) throw error
        await attempts.failed(error)
      }
    }
  }

  async #sendOnce(request: RegistryRequest): Promise<Response> {
    const response = await this.#authorized(request)
    if (request.accept.includes(response.status)) return response
    throw await this.#failure(request, response)
  }

  async #authorized(request: RegistryRequest): Promise<Response> {
    const first = await this.#fetch(request)
    this.#wasReached = true
    const challenge = parseChallenge(first.headers.get('www-authenticate'))
    // Only the registry itself may say where credentials go, not a storage that it leads to.
    const isOurs = new URL(first.url).origin === this.#base.origin
    if (first.status !== 401 || !challenge || !isOurs) return first
    await first.body?.cancel()
    this.#authorizer.learn(challenge, scopesOf(request))
    return await this.#fetch(request)
  }

  async #fetch(request: RegistryRequest): Promise<Response> {
    const url = new URL(request.path, this.#base)
    if (!isPrivateEnough(url)) throw this.#downgrade(url)
    const headers = new Headers(request.headers)
    // An upload may go on at another host, which has no business with our credentials.
    const isOurs = url.origin === this.#base.origin
    const authorization = isOurs ? await this.#authorizer.headerFor(scopesOf(request)) : undefined
    if (authorization !== undefined) headers.set('authorization', authorization)
    const { method, body = null } = request
    return await fetchSafely(new Request(url, { method, headers, body, signal: this.#signal ?? null }))
  }

  async #failure(request: RegistryRequest, response: Response): Promise<OciError> {
    const { status, headers } = response
    const codes = await readCodes(response)
    const found = [`status ${status}`, ...codes].join(' ')
    const message = `Cannot ${describe(request, this.host)} (${request.method}): found ${found}`
    if (status === 401 || status === 403) {
      const { hint, ...facts } = await this.#authorizer.explain()
      return new OciError('unauthorized', `${message}; ${hint}`, { ...facts, status, host: this.host })
    }
    const retryAfter = parseRetryAfter(headers.get('retry-after'), Date.now())
    return new OciError('registry-failed', message, { status, retryAfter })
  }

  #downgrade({ origin }: URL): OciError {
    const message = `Cannot go on at "${this.host}": wanted an HTTPS address, found one at "${origin}"`
    return new OciError('registry-failed', message)
  }
}

function describe({ action, repository }: RegistryRequest, host: string): string {
  if (repository === undefined) return `ask "${host}"`
  // A push reads first.
  return `${action === 'pull' ? 'read' : 'push to'} "${repository}" at "${host}"`
}

function scopesOf({ repository, action, from }: RegistryRequest): string[] {
  if (repository === undefined) return []
  const own = `repository:${repository}:${action === 'pull' ? 'pull' : 'pull,push'}`
  return from === undefined ? [own] : [own, `repository:${from}:pull`]
}

// The codes alone, as the texts beside them may repeat what was sent.
async function readCodes(response: Response): Promise<string[]> {
  const body = (await response.json().catch(() => undefined)) as { errors?: { code?: unknown }[] } | undefined
  const codes = Array.isArray(body?.errors) ? body.errors.map((error) => String(error?.code)) : []
  return codes.filter((code) => /^[A-Z_]{1,40}$/.test(code))
}
