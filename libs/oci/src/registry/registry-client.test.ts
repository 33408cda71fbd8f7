import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { listen } from '../testing/listen.ts'
import { hasty } from '../testing/hasty.ts'
import type { Credentials } from './credentials.ts'
import { RegistryClient, type RegistryRequest } from './registry-client.ts'

const credentials = { username: 'alice', password: 's3cret' }
const as = (found: Credentials | undefined) => ({ credentials: { find: async () => found }, patience: hasty })
const request: RegistryRequest = {
  method: 'GET',
  path: 'team/one/manifests/v1',
  repository: 'team/one',
  action: 'pull',
  accept: [200],
}

/** A registry that wants a token from the service at `realm`, and takes the newest one alone. */
function wantsToken(realm: string, isValid: (token: string) => boolean): RequestListener {
  return ({ headers }, response) => {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1]
    if (token !== undefined && isValid(token)) return void response.end('found')
    response.setHeader('www-authenticate', `Bearer realm="${realm}",service="a, registry",scope="x"`)
    response.writeHead(401).end('{"errors":[{"code":"UNAUTHORIZED"}]}')
  }
}

describe('RegistryClient', () => {
  it('gets a token for its scope with name and password, and keeps it', async () => {
    const service = await listen(({ url }, response) => void response.end(JSON.stringify({ token: url })))
    const registry = await listen(wantsToken(`http://${service.host}/token`, () => true))
    const client = new RegistryClient(registry.host, as(credentials))
    await client.send(request)
    await client.send(request)
    expect(service.requests.map(({ url }) => new URL(url!, 'http://x').searchParams)).toEqual([
      new URLSearchParams({ scope: 'repository:team/one:pull', service: 'a, registry' }),
    ])
    expect(service.requests[0]?.headers.authorization).toBe(`Basic ${btoa('alice:s3cret')}`)
    expect(registry.requests.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual([
      undefined,
      'Bearer',
      'Bearer',
    ])
  })

  it('gets another token when the one it has is no longer taken', async () => {
    let issued = 0
    const service = await listen(
      (_, response) => void response.end(`{"access_token":"token-${(issued += 1)}"}`),
    )
    const registry = await listen(
      wantsToken(`http://${service.host}/`, (token) => token === `token-${issued}`),
    )
    const client = new RegistryClient(registry.host, as(credentials))
    await client.send(request)
    issued += 1
    await client.send({ ...request, method: 'PUT', action: 'pull', body: new Blob(['body']) })
    expect(issued).toBe(3)
  })

  it('asks for a token with the right to push', async () => {
    const service = await listen((_, response) => void response.end('{"token":"x"}'))
    const registry = await listen(wantsToken(`http://${service.host}/`, () => true))
    await new RegistryClient(registry.host, as(undefined)).send({ ...request, action: 'push' })
    expect(service.requests[0]?.url).toContain('scope=repository%3Ateam%2Fone%3Apull%2Cpush')
    expect(service.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('exchanges an identity token in the body of a request', async () => {
    const bodies: string[] = []
    const service = await listen((incoming, response) => {
      incoming.on('data', (piece: Buffer) => bodies.push(piece.toString()))
      incoming.on('end', () => response.end('{"access_token":"x"}'))
    })
    const registry = await listen(wantsToken(`http://${service.host}/`, () => true))
    await new RegistryClient(registry.host, as({ identityToken: 'long-lived' })).send(request)
    expect(service.requests[0]?.url).toBe('/')
    expect(bodies.join('')).toContain('grant_type=refresh_token&client_id=slipway&refresh_token=long-lived')
  })

  it('sends no password to a token service over plain HTTP', async () => {
    const registry = await listen(wantsToken('http://tokens.example.com/', () => true))
    await expect(new RegistryClient(registry.host, as(credentials)).send(request)).rejects.toEqual(
      withCode('registry-failed'),
    )
  })

  it('is refused by the token service without repeating anything', async () => {
    const service = await listen(
      ({ headers }, response) => void response.writeHead(403).end(headers.authorization),
    )
    const registry = await listen(wantsToken(`http://${service.host}/`, () => true))
    const error: unknown = await new RegistryClient(registry.host, as(credentials))
      .send(request)
      .catch((thrown) => thrown)
    expect(error).toEqual(withCode('unauthorized'))
    for (const secret of ['s3cret', btoa('alice:s3cret')]) expect(String(error)).not.toContain(secret)
  })

  it('follows a redirect to another host without credentials', async () => {
    const storage = await listen((_, response) => void response.end('blob'), '127.0.0.2')
    const registry = await listen(({ headers }, response) => {
      if (!headers.authorization)
        return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      response.writeHead(307, { location: `http://${storage.host}/blob?signature=1` }).end()
    })
    const response = await new RegistryClient(registry.host, as(credentials)).send(request)
    expect(await response.text()).toBe('blob')
    expect(registry.requests.at(-1)?.headers.authorization).toMatch(/^Basic /)
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  it('follows a redirect on the same host with credentials', async () => {
    const registry = await listen(({ headers, url }, response) => {
      if (!headers.authorization)
        return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      if (url === '/blob') return void response.end('blob')
      response.writeHead(307, { location: '/blob' }).end()
    })
    const response = await new RegistryClient(registry.host, as(credentials)).send(request)
    expect(await response.text()).toBe('blob')
    expect(registry.requests.at(-1)?.headers.authorization).toMatch(/^Basic /)
  })

  it('continues an upload at another host without credentials', async () => {
    const storage = await listen((_, response) => void response.writeHead(201).end(), '127.0.0.2')
    const registry = await listen(({ headers }, response) => {
      if (!headers.authorization) response.setHeader('www-authenticate', 'Basic realm="x"')
      response.writeHead(headers.authorization ? 200 : 401).end()
    })
    const client = new RegistryClient(registry.host, as(credentials))
    await client.send(request)
    const path = new URL(`http://${storage.host}/upload`)
    await client.send({ ...request, method: 'PUT', path, body: new Blob(['x']), accept: [201] })
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  it.each(['upload', 'redirect'])('takes no orders about credentials from another host (%s)', async (way) => {
    const thief = await listen((_, response) => void response.end('{"token":"x"}'))
    const storage = await listen(
      wantsToken(`http://${thief.host}/`, () => true),
      '127.0.0.2',
    )
    const registry = await listen(
      (_, response) => void response.writeHead(307, { location: `http://${storage.host}/` }).end(),
    )
    const client = new RegistryClient(registry.host, as(credentials))
    const path = way === 'upload' ? new URL(`http://${storage.host}/`) : request.path
    await expect(client.send({ ...request, path })).rejects.toEqual(withCode('unauthorized'))
    expect(thief.requests).toEqual([])
  })

  it('refuses a redirect to plain HTTP elsewhere', async () => {
    const registry = await listen(
      (_, response) => void response.writeHead(302, { location: 'http://storage.example.com/' }).end(),
    )
    await expect(new RegistryClient(registry.host, as(undefined)).send(request)).rejects.toEqual(
      withCode('registry-failed'),
    )
  })

  it('gives up on redirects without an end', async () => {
    const registry = await listen((_, response) => void response.writeHead(302, { location: '/again' }).end())
    await expect(new RegistryClient(registry.host, as(undefined)).send(request)).rejects.toEqual(
      withCode('registry-failed'),
    )
    expect(registry.requests.length).toBe(6)
  })

  it("tells the status and the registry's code, but not its text", async () => {
    const body = '{"errors":[{"code":"TOOMANYREQUESTS","message":"s3cret"},{"code":"s3cret"}]}'
    const registry = await listen((_, response) => void response.writeHead(429).end(body))
    const error: unknown = await new RegistryClient(registry.host, as(undefined))
      .send(request)
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'registry-failed', status: 429 })
    expect(String(error)).toContain('TOOMANYREQUESTS')
    expect(String(error)).not.toContain('s3cret')
  })
})
