import { describeWith, startNode, writeFiles } from '@slipway/testing'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startNameServer } from '../../testing/name-server.ts'
import { bundleSample, createSite, siteRoot } from '../../testing/site.ts'
import { startNginx, type RunningNginx } from '../../testing/start-nginx.ts'

const bffMain = path.resolve(import.meta.dirname, '../../../../../apps/metadata-service/src/main.ts')
const nowhere = 'set $api http://127.0.0.1:9;'
const servers: Server[] = []

async function listen(answer: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer(answer).listen(port, host)
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The address of the first asset with this ending that a page names. */
async function assetOf({ url }: RunningNginx, ending: string): Promise<string> {
  const page = await (await fetch(url)).text()
  const [, address = ''] = new RegExp(`="(/assets/[^"]+\\.${ending})"`).exec(page) ?? []
  return url + address
}

describeWith(['nginx'], 'a front end, served by nginx,', () => {
  let directory: string
  let nginx: RunningNginx
  const seen: IncomingHttpHeaders[] = []

  beforeAll(async () => {
    directory = await createSite()
    const port = await listen((request, response) => {
      seen.push(request.headers)
      response.setHeader('X-Request-Id', String(request.headers['x-request-id']))
      response.end(request.url)
    })
    nginx = await startNginx(await bundleSample(directory), `set $api http://127.0.0.1:${port};`)
  })
  afterAll(() => {
    for (const server of servers) server.close().closeAllConnections()
  })

  it('answers every path that is no file with the page, which browsers ask for again', async () => {
    const page = await (await fetch(nginx.url)).text()
    for (const route of ['/', '/about', '/orders/42', '/a.b/c', '/assets']) {
      const response = await fetch(nginx.url + route)
      expect([response.status, await response.text()]).toEqual([200, page])
      expect(response.headers.get('Cache-Control')).toBe('no-cache')
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    }
  })

  it('lets assets be kept for good, and says 404 for those of another build, which are not kept', async () => {
    for (const [ending, type] of [
      ['js', 'text/javascript'],
      ['css', 'text/css'],
    ] as const) {
      const response = await fetch(await assetOf(nginx, ending))
      expect(response.status).toBe(200)
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('Content-Type')).toBe(`${type}; charset=utf-8`)
    }
    const missing = await fetch(`${nginx.url}/assets/main-00000000.js`)
    expect([missing.status, missing.headers.get('Cache-Control')]).toEqual([404, 'no-cache'])
  })

  it.each(['/', '/about', '/favicon.svg', '/assets/none.js', '/api/x', '/health'])(
    'sends the security headers with %s, once each, and no version',
    async (address) => {
      const { headers } = await fetch(nginx.url + address)
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringMatching(/default-src 'self';.*frame-ancestors 'none'/),
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'strict-origin-when-cross-origin',
        server: 'nginx',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      })
    },
  )

  it('compresses for those who take it', async () => {
    const address = await assetOf(nginx, 'js')
    const packed = await fetch(address, { headers: { 'Accept-Encoding': 'gzip' } })
    const plain = await fetch(address, { headers: { 'Accept-Encoding': 'identity' } })
    expect(packed.headers.get('Content-Encoding')).toBe('gzip')
    expect(plain.headers.get('Content-Encoding')).toBe(null)
    for (const { headers } of [packed, plain]) expect(headers.get('Vary')).toBe('Accept-Encoding')
    expect(Number(packed.headers.get('Content-Length'))).toBeLessThan(
      Number(plain.headers.get('Content-Length')),
    )
    expect(await packed.text()).toBe(await plain.text())
  })

  it('sends nothing again that a browser has, and everything that differs, also in the same size', async () => {
    for (const address of ['/', '/about', '/robots.txt']) {
      const tag = (await fetch(nginx.url + address)).headers.get('ETag') ?? ''
      for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`]) {
        const again = await fetch(nginx.url + address, { headers: { 'If-None-Match': known } })
        expect([again.status, again.headers.get('ETag')]).toEqual([304, tag])
      }
    }
    const known = { 'If-None-Match': (await fetch(`${nginx.url}/robots.txt`)).headers.get('ETag') ?? '' }
    await writeFiles(directory, { [`${siteRoot}/public/robots.txt`]: 'User-agent: *\nDisallow: /ipa/\n' })
    const edited = await startNginx(await bundleSample(directory), nowhere)
    expect((await fetch(`${edited.url}/robots.txt`, { headers: known })).status).toBe(200)
    expect((await fetch(`${edited.url}/about`, { headers: known })).status).toBe(200)
  })

  it('passes /api/ on as it came, with the ids of the request and of its trace', async () => {
    const trace = {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'a=b',
    }
    const headers = { 'X-Request-Id': 'order-42', 'X-Forwarded-Proto': 'https', ...trace }
    const response = await fetch(`${nginx.url}/api/a%2Fb?q=%20`, { headers })
    expect(await response.text()).toBe('/api/a%2Fb?q=%20')
    expect(response.headers.get('X-Request-Id')).toBe('order-42')
    expect(seen.at(-1)).toMatchObject({
      'x-request-id': 'order-42',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      ...trace,
    })
    await fetch(`${nginx.url}/api/x`, { headers: { 'X-Request-Id': '{"level":"fatal"}' } })
    expect(seen.at(-1)?.['x-request-id']).toMatch(/^[0-9a-f]{32}$/)
  })

  it('refuses a body that is too large, and methods that files do not have', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1)
    const large = await fetch(`${nginx.url}/api/x`, { method: 'POST', body })
    expect([large.status, await large.json()]).toEqual([413, { error: 'Payload Too Large' }])
    expect((await fetch(`${nginx.url}/about`, { method: 'POST' })).status).toBe(405)
  })

  it('says as JSON that the service behind does not answer, and shows the page all the same', async () => {
    const alone = await startNginx(await bundleSample(await createSite()), nowhere)
    const response = await fetch(`${alone.url}/api/metadata`)
    expect([response.status, await response.json()]).toEqual([502, { error: 'Bad Gateway' }])
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect((await fetch(alone.url)).status).toBe(200)
    expect(await (await fetch(`${alone.url}/ready`)).json()).toEqual({ status: 'READY' })
    expect(await (await fetch(`${alone.url}/health`)).json()).toEqual({ status: 'UP' })
  })

  it('logs each request as a line of JSON, without its query, and no probe', async () => {
    await fetch(`${nginx.url}/api/log"ged?token=hunter2`, { headers: { 'X-Request-Id': 'logged' } })
    const mine = async () => (await nginx.log()).filter(({ requestId }) => requestId === 'logged')
    await expect.poll(mine).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'web',
        method: 'GET',
        path: '/api/log%22ged',
        status: 200,
        durationMs: expect.any(Number),
        bytes: expect.any(Number),
      }),
    ])
    expect(JSON.stringify(await nginx.log())).not.toMatch(/hunter2|\/ready/)
  })

  it('shows what the BFF gathers', async () => {
    const bff = startNode(bffMain, { PORT: '0' })
    const { port } = await bff.waitForLine('Listening')
    const front = await startNginx(
      await bundleSample(await createSite()),
      `set $api http://127.0.0.1:${Number(port)};`,
    )
    const response = await fetch(`${front.url}/api/metadata`)
    expect(response.headers.get('Cache-Control')).not.toBe('no-cache')
    expect(await response.json()).toMatchObject({
      userInfo: { name: 'Alice' },
      productInfo: { id: 'prod-456' },
    })
  })

  it('asks the name server again where the service behind is', async () => {
    const port = await listen((_, response) => response.end('old'), '127.0.0.2')
    await listen((_, response) => response.end('new'), '127.0.0.3', port)
    const names = await startNameServer('127.0.0.2')
    const api = `resolver ${names.place} valid=1s ipv6=off;\nset $api http://bff.test:${port};`
    const front = await startNginx(await bundleSample(await createSite()), api)
    const ask = async () => (await fetch(`${front.url}/api/x`)).text()
    expect(await ask()).toBe('old')
    names.address = '127.0.0.3'
    await expect.poll(ask, { timeout: 30_000 }).toBe('new')
  })

  it('finishes what it is busy with when it is told to stop, takes nothing new, and exits 0', async () => {
    const busy = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const port = await listen((_, response) => {
      busy.resolve()
      void release.promise.then(() => response.end('done'))
    })
    const front = await startNginx(
      await bundleSample(await createSite()),
      `set $api http://127.0.0.1:${port};`,
    )
    const answer = fetch(`${front.url}/api/slow`)
    await busy.promise
    const ended = front.end('SIGQUIT')
    const isClosed = () =>
      fetch(`${front.url}/ready`).then(
        () => false,
        () => true,
      )
    await expect.poll(isClosed, { timeout: 30_000 }).toBe(true)
    release.resolve()
    expect(await (await answer).text()).toBe('done')
    expect(await ended).toBe(0)
  })
})
