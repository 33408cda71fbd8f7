import { OciError } from '../oci-error.ts'
import type { Challenge } from './challenge.ts'
import type { Credentials, CredentialSource } from './credentials.ts'
import { isPrivateEnough } from './host-url.ts'
import { fetchSafely } from './fetch-safely.ts'
import { parseRetryAfter } from './patience.ts'

/** Makes the `Authorization` header for one registry, once that has said what it wants to see. */
export class Authorizer {
  readonly #host: string
  readonly #source: CredentialSource | undefined
  readonly #signal: AbortSignal | undefined
  readonly #tokens = new Map<string, string>()
  #challenge: Challenge | undefined
  #found: Promise<Credentials | undefined> | undefined

  constructor(host: string, source: CredentialSource | undefined, signal?: AbortSignal) {
    this.#host = host
    this.#signal = signal
    this.#source = source
  }

  /** The header for scopes ("repository:team/orders:pull"), or nothing as long as nothing was asked for. */
  async headerFor(scopes: readonly string[]): Promise<string | undefined> {
    if (!this.#challenge) return undefined
    const credentials = await this.#credentials()
    if (this.#challenge.scheme === 'basic') return basic(credentials)
    const key = scopes.join(' ')
    const token = this.#tokens.get(key) ?? (await this.#fetchToken(this.#challenge, scopes, credentials))
    this.#tokens.set(key, token)
    return `Bearer ${token}`
  }

  /** Takes note of what the registry wants; a token that it refused is not shown again. */
  learn(challenge: Challenge, scopes: readonly string[]): void {
    this.#challenge = challenge
    this.#tokens.delete(scopes.join(' '))
  }

  /** What to tell somebody who was refused, and where to look. */
  async explain(): Promise<{ hint: string; file?: string }> {
    const file = this.#source?.file
    const found = await this.#credentials()
    if (file === undefined)
      return { hint: found ? 'the credentials were refused' : 'there were no credentials' }
    const hint = found
      ? `the credentials for "${this.#host}" in "${file}" were refused`
      : `"${file}" has no credentials for "${this.#host}"`
    return { file, hint }
  }

  #credentials(): Promise<Credentials | undefined> {
    this.#found ??= this.#source?.find(this.#host, this.#signal) ?? Promise.resolve(undefined)
    return this.#found
  }

  // The token flow of the distribution project, "docker registry v2 authentication".
  async #fetchToken(
    { realm: address, service }: Extract<Challenge, { scheme: 'bearer' }>,
    scopes: readonly string[],
    credentials: Credentials | undefined,
  ): Promise<string> {
    const realm = this.#parseRealm(address)
    const facts = new URLSearchParams(service === undefined ? {} : { service })
    const request = tokenRequest(realm, { facts, scopes, credentials })
    const response = await fetchSafely(new Request(request, { signal: this.#signal ?? null }))
    const body = (await response.json().catch(() => ({}))) as {
      token?: unknown
      access_token?: unknown
    } | null
    if (this.#signal?.aborted) {
      throw new OciError('aborted', `Cannot get a token from "${realm.origin}": it was aborted`)
    }
    const token = body?.token ?? body?.access_token
    if (response.ok && typeof token === 'string') return token
    throw await this.#refusal(realm, response)
  }

  async #refusal({ origin }: URL, { status, headers }: Response): Promise<OciError> {
    const message = `Cannot get a token for "${this.#host}" from "${origin}": found status ${status}`
    const retryAfter = parseRetryAfter(headers.get('retry-after'), Date.now())
    if (status >= 500 || status === 429)
      return new OciError('registry-failed', message, { status, retryAfter })
    const { hint, ...facts } = await this.explain()
    return new OciError('unauthorized', `${message}; ${hint}`, { ...facts, status, host: this.#host })
  }

  #parseRealm(text: string): URL {
    const realm = URL.parse(text)
    if (realm && isPrivateEnough(realm)) return realm
    const message = `Cannot get a token for "${this.#host}": wanted the HTTPS address of a token service, found ${JSON.stringify(text)}`
    throw new OciError('registry-failed', message)
  }
}

interface TokenFacts {
  facts: URLSearchParams
  scopes: readonly string[]
  credentials: Credentials | undefined
}

function tokenRequest(realm: URL, { facts, scopes, credentials }: TokenFacts): Request {
  if (credentials && 'identityToken' in credentials) {
    if (scopes.length > 0) facts.set('scope', scopes.join(' '))
    facts.set('grant_type', 'refresh_token')
    facts.set('client_id', 'slipway')
    facts.set('refresh_token', credentials.identityToken)
    return new Request(realm, { method: 'POST', body: facts })
  }
  for (const scope of scopes) realm.searchParams.append('scope', scope)
  for (const [name, value] of facts) realm.searchParams.set(name, value)
  const authorization = basic(credentials)
  return new Request(realm, authorization === undefined ? {} : { headers: { authorization } })
}

function basic(credentials: Credentials | undefined): string | undefined {
  if (!credentials || !('username' in credentials)) return undefined
  const { username, password } = credentials
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
