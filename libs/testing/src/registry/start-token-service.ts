import { randomUUID, sign, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Certificate } from './certificate.ts'
import { registryUser } from './registry-user.ts'

/** Gives out tokens for a registry, as the distribution project's "token authentication specification" says. */
export interface TokenService {
  url: string
  /** Every scope that a token was asked for. */
  scopes: string[]
  close(): void
}

/** What a registry and its token service agree on. */
export const tokenFacts = { service: 'test-registry', issuer: 'test-issuer' }

/** A token that stands for the user, as a login at a token service may leave behind. */
export const identityToken = 'tester-for-long'

/** Starts a token service on loopback for the only user. Anybody else is given no token. */
export async function startTokenService(certificate: Certificate): Promise<TokenService> {
  const scopes: string[] = []
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const asked = new URL(request.url ?? '', 'http://x').searchParams
    const wanted = [...asked.getAll('scope'), ...(form.get('scope')?.split(' ') ?? [])]
    scopes.push(...wanted)
    if (!isUser(request, form)) return void response.writeHead(401).end()
    response.end(JSON.stringify({ token: makeToken(certificate, wanted) }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => void server.close().closeAllConnections()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, scopes, close }
}

function isUser({ headers }: IncomingMessage, form: URLSearchParams): boolean {
  const { username, password } = registryUser
  if (form.get('grant_type') === 'refresh_token') return form.get('refresh_token') === identityToken
  return headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function makeToken({ key, certificate }: Certificate, scopes: string[]): string {
  const now = Math.floor(Date.now() / 1000)
  const access = scopes.map((scope) => {
    const [type, name, actions = ''] = scope.split(':')
    return { type, name, actions: actions.split(',') }
  })
  const times = { iat: now, nbf: now - 10, exp: now + 300 }
  const claims = { ...times, iss: tokenFacts.issuer, aud: tokenFacts.service, jti: randomUUID(), access }
  const x5c = [new X509Certificate(certificate).raw.toString('base64')]
  const signed = [
    { typ: 'JWT', alg: 'ES256', x5c },
    { sub: registryUser.username, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}
