import { writeFiles } from '@slipway/testing'
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSite, siteRoot } from '../testing/site.ts'
import { serveSite, type ServedSite } from './serve-site.ts'

const asBrowser = { headers: { Accept: 'text/html,*/*' } }

describe('serveSite()', () => {
  let directory: string
  let site: ServedSite
  let api: Server

  beforeAll(async () => {
    directory = await createSite()
    api = createServer((asked, response) => {
      response.writeHead(201, { 'X-Seen': String(asked.headers['x-sent']) })
      asked.pipe(response)
    }).listen(0, '127.0.0.1')
    await once(api, 'listening')
    const folder = path.join(directory, siteRoot)
    site = await serveSite({
      page: path.join(folder, 'index.html'),
      publicFolder: path.join(folder, 'public'),
      port: 0,
      api: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    })
  })
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
    api.close()
  })

  it('answers the page for every path that a browser goes to, with its code and style', async () => {
    const page = await (await fetch(`${site.url}/orders/42`, asBrowser)).text()
    const addresses = [...page.matchAll(/="(\/assets\/[^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toEqual(['/assets/style.css', '/assets/main.js'])
    const answers = await Promise.all(addresses.map((address) => fetch(site.url + address)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await fetch(`${site.url}/robots.txt`)).status).toBe(200)
    expect((await fetch(`${site.url}/assets/none.js`)).status).toBe(404)
  })

  it('passes /api/ on with its body, and its answer back', async () => {
    const response = await fetch(`${site.url}/api/x`, {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Sent': 'a' },
    })
    expect([response.status, response.headers.get('X-Seen'), await response.text()]).toEqual([
      201,
      'a',
      'hello',
    ])
  })

  it('tells the page of an edit, and serves what was written', async () => {
    const news = await fetch(`${site.url}/esbuild`)
    const told = (async () => {
      for await (const chunk of news.body!) if (String(Buffer.from(chunk)).includes('event: change')) return
    })()
    await writeFiles(directory, { [`${siteRoot}/browser/main.ts`]: "document.title = 'edited'\n" })
    await told
    const read = async () => (await fetch(`${site.url}/assets/main.js`)).text()
    await expect.poll(read, { timeout: 30_000 }).toContain('edited')
  })

  it('refuses who comes under the name of another site', async () => {
    const { port } = new URL(site.url)
    const asked = request({ port, host: '127.0.0.1', headers: { Host: 'evil.example' } }).end()
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }]
    response.resume()
    expect(response.statusCode).toBe(403)
  })

  it('says that a port is taken, and that there is no page', async () => {
    const port = Number(new URL(site.url).port)
    const page = path.join(directory, siteRoot, 'index.html')
    const wanted = { page, publicFolder: path.join(directory, siteRoot, 'public'), api: '', port }
    await expect(serveSite(wanted)).rejects.toMatchObject({ code: 'taken-port' })
    await expect(serveSite({ ...wanted, page: `${page}.old` })).rejects.toMatchObject({ code: 'no-main' })
  })
})
