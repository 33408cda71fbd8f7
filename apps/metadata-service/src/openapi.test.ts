import { startService } from '@slipway/service-kit'
import { describeWith, startNode } from '@slipway/testing'
import { fuzzApi, openDocument } from '@slipway/testing/openapi'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { metadata } from './app.ts'

/** A computation service that has one answer. */
async function serve(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, { 'Content-Type': type }).end(body))
  await once(server.listen(0), 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:1'
const computed = ['application/json', '{"input":5,"result":5,"durationMs":0}'] as const

describe('/openapi.json', () => {
  it.each([
    ['/api/metadata', 200, async () => ({})],
    ['/api/metadata', 500, async () => ({ USER_SERVICE_URL: nowhere })],
    ['/api/compute', 200, async () => ({ COMPUTATION_SERVICE_URL: await serve(200, ...computed) })],
    ['/api/compute', 400, async () => ({ COMPUTATION_SERVICE_URL: await serve(400, 'text/plain', 'No') })],
    ['/api/compute', 502, async () => ({ COMPUTATION_SERVICE_URL: nowhere })],
  ])('says what %s answers with %i', async (route, status, environment) => {
    const settings = { PORT: '0', LOG_LEVEL: 'silent', ...(await environment()) }
    const service = await startService(metadata, settings)
    onTestFinished(() => service.stop())
    const response = await fetch(service.url + route)
    expect(response.status).toBe(status)
    const document = await openDocument(service.url)
    expect(await document.problems(`get ${route}`, response)).toEqual([])
  })
})

describeWith(['schemathesis'], 'made-up requests', () => {
  it('find no answer that is not as /openapi.json says', async () => {
    const environment = { PORT: '0', CHECK_RESPONSES: 'true' }
    const start = async (app: string, more: Record<string, string>) => {
      const main = path.join(import.meta.dirname, '../..', app, 'src/main.ts')
      const { port } = await startNode(main, { ...environment, ...more }).waitForLine('Listening')
      return `http://127.0.0.1:${Number(port)}`
    }
    // On a machine that does other things a deadline passes, which is an error by right.
    const compute = await start('computation-service', { POOL_DEADLINE_MS: '60000' })
    const url = await start('metadata-service', { COMPUTATION_SERVICE_URL: compute })
    expect(await fuzzApi(url)).toMatchObject({ problems: '' })
  })
})
