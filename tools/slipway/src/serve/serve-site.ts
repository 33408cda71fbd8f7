import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SlipwayError } from '../slipway-error.ts'
import { bundleOnRequest, type LiveBundles } from './live-bundles.ts'
import { passOn } from './pass-on.ts'

/** A front end to serve from its source. */
export interface SiteToServe {
  /** The page, an absolute path. */
  readonly page: string
  /** Folder of the files that are served as they are. */
  readonly publicFolder: string
  /** On this machine alone; 0 takes a free one. */
  readonly port: number
  /** Where `/api/` is passed on to. */
  readonly api: string
}

/** A running server. */
export interface ServedSite extends AsyncDisposable {
  readonly url: string
}

/**
 * Serves a front end for development, to this machine alone: its code as it stands at each request, its public files, the
 * page for every path that a browser goes to, and `/api/` from elsewhere. Throws `no-main`, `taken-port`.
 */
export async function serveSite(site: SiteToServe): Promise<ServedSite> {
  await readPage(site)
  const bundles = await bundleOnRequest(site)
  const server = createServer((request, response) => void answer(request, response, { site, bundles }))
  try {
    server.listen(site.port, '127.0.0.1')
    await once(server, 'listening')
  } catch (cause) {
    await bundles.stop()
    throw new SlipwayError('taken-port', `Cannot serve on the port ${site.port}: it is taken`, { cause })
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await bundles.stop()
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { site, bundles }: { site: SiteToServe; bundles: LiveBundles },
): Promise<void> {
  const { url = '/', method, headers } = request
  // Another site's page must not get here under a name that leads to this machine.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '')) {
    response.writeHead(403).end()
  } else if (url.startsWith('/api/')) {
    passOn(request, response, site.api)
  } else if (method === 'GET' && headers.accept?.includes('text/html')) {
    const html = await readPage(site).then(bundles.place, String)
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(html)
  } else passOn(request, response, bundles.url)
}

async function readPage({ page }: SiteToServe): Promise<string> {
  return await readFile(page, 'utf8').catch((cause: unknown) => {
    throw new SlipwayError('no-main', `Cannot serve the front end: there is no page "${page}"`, { cause })
  })
}
