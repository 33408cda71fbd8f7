import { OciError } from '../oci-error.ts'
import type { Challenge } from './challenge.ts'
import type { Credentials } from './credentials.ts'
import { isPrivateEnough } from './host-url.ts'
import { fetchSafely } from './fetch-safely.ts'

/** Makes the `Authorization` header for one registry, once that has said what it wants to see. */
export class Authorizer {
  readonly #host: string
  readonly #credentials: Credentials | undefined
  readonly #tokens = new Map<string, string>()
  #challenge: Challenge | undefined

  constructor(host: string, credentials: Credentials | undefined) {
    this.#host = host
    this.#credentials = credentials
  }

  /** The header for a scope ("repository:team/orders:pull"), or nothing as long as nothing was asked for. */
  async headerFor(scope: string): Promise<string | undefined> {
    if (!this.#challenge) return undefined
    if (this.#challenge.scheme === 'basic') return this.#basic()
    const token = this.#tokens.get(scope) ?? (await this.#fetchToken(this.#challenge, scope))
    this.#tokens.set(scope, token)
    return `Bearer ${token}`
  }

  /** Takes note of what the registry wants; a token that it refused is not shown again. */
  learn(challenge: Challenge, scope: string): void {
    this.#challenge = challenge
    this.#tokens.delete(scope)
  }

  #basic(): string | undefined {
    if (!this.#credentials || !('username' in this.#credentials)) return undefined
    const { username, password } = this.#credentials
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  }

  // The token flow of the distribution project, "docker registry v2 authentication".
  async #fetchToken(challenge: Extract<Challenge, { scheme: 'bearer' }>, scope: string): Promise<string> {
    const realm = this.#parseRealm(challenge.realm)
    const facts = { scope, ...(challenge.service !== undefined && { service: challenge.service }) }
    const response = await fetchSafely(this.#tokenRequest(realm, facts))
    const body = (await response.json().catch(() => ({}))) as { token?: unknown; access_token?: unknown }
    const token = body.token ?? body.access_token
    if (response.ok && typeof token === 'string') return token
    const { status } = response
    const message = `Cannot get a token for "${this.#host}" from "${realm.origin}": found status ${status}`
    throw new OciError('unauthorized', message, { status })
  }

  #tokenRequest(realm: URL, facts: Record<string, string>): Request {
    if (this.#credentials && 'identityToken' in this.#credentials) {
      const grant = {
        grant_type: 'refresh_token',
        client_id: 'slipway',
        refresh_token: this.#credentials.identityToken,
      }
      return new Request(realm, { method: 'POST', body: new URLSearchParams({ ...facts, ...grant }) })
    }
    for (const [name, value] of Object.entries(facts)) realm.searchParams.set(name, value)
    const authorization = this.#basic()
    return new Request(realm, authorization === undefined ? {} : { headers: { authorization } })
  }

  #parseRealm(text: string): URL {
    const realm = URL.parse(text)
    if (realm && isPrivateEnough(realm)) return realm
    const message = `Cannot get a token for "${this.#host}": wanted the HTTPS address of a token service, found ${JSON.stringify(text)}`
    throw new OciError('registry-failed', message)
  }
}
