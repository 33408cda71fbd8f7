import { temporaryDirectory } from '@slipway/testing'
import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dockerCredentials } from '../credentials/docker-credentials.ts'
import type { CredentialSource } from './credentials.ts'
import { openStore } from '../open-store.ts'
import { listen } from '../testing/listen.ts'

const digest = `sha256:${'a'.repeat(64)}` as const

interface Asked {
  readonly answer: RequestListener
  readonly credentials?: CredentialSource
}

/** What `has()` throws at a registry that was asked once and then hears that it is over. */
async function endWhenAsked({ answer, credentials }: Asked): Promise<unknown> {
  const controller = new AbortController()
  const asked = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const { host } = await listen((request, response) => {
    request.socket.once('close', () => closed.resolve())
    answer(request, response)
    asked.resolve()
  })
  const store = openStore(host, { credentials, signal: controller.signal })
  const failure = store.resolve('team/one', 'latest').catch((error: unknown) => error)
  await asked.promise
  controller.abort()
  const found = await failure
  // Nothing is left that would keep this process alive.
  await closed.promise
  return found
}

const aborted = { name: 'OciError', code: 'aborted' }

function askToWait(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '50' }).end()
}

describe('openStore() with a signal', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('ends a request that is not answered', async () => {
    expect(await endWhenAsked({ answer: () => {} })).toMatchObject(aborted)
  })

  it('ends an answer that does not come to its end', async () => {
    const controller = new AbortController()
    const { host } = await listen((request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(200).end()
      response.writeHead(200).write('{')
      setImmediate(() => controller.abort())
    })
    const store = openStore(host, { signal: controller.signal })
    await expect(store.resolve('team/one', 'latest')).rejects.toMatchObject(aborted)
  })

  it('ends the waiting for another attempt', async () => {
    expect(await endWhenAsked({ answer: askToWait })).toMatchObject(aborted)
  })

  it('ends the request for a token', async () => {
    const controller = new AbortController()
    const realm = await listen(() => controller.abort())
    const challenge = `Bearer realm="http://${realm.host}/token",service="test"`
    const { host } = await listen(
      (_, response) => void response.writeHead(401, { 'www-authenticate': challenge }).end(),
    )
    const store = openStore(host, { signal: controller.signal })
    await expect(store.has('team/one', digest)).rejects.toMatchObject(aborted)
  })

  it('ends a program that is asked for credentials', async () => {
    const folder = await temporaryDirectory()
    const helper = path.join(folder, 'docker-credential-slow')
    await writeFile(helper, `#!/bin/sh\necho >'${folder}/began'\nsleep 20\n`)
    await chmod(helper, 0o755)
    await writeFile(path.join(folder, 'config.json'), '{"credsStore":"slow"}')
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
    const controller = new AbortController()
    const { host } = await listen(
      (_, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end(),
    )
    const store = openStore(host, { credentials: dockerCredentials(folder), signal: controller.signal })
    const failure = expect(store.has('team/one', digest)).rejects.toMatchObject(aborted)
    await vi.waitFor(() => expect(path.join(folder, 'began')).toSatisfy(existsSync), { timeout: 5000 })
    controller.abort()
    await failure
  })

  it('asks nothing when it has come already', async () => {
    const listener = vi.fn<RequestListener>()
    const { host } = await listen(listener)
    await expect(
      openStore(host, { signal: AbortSignal.abort() }).has('team/one', digest),
    ).rejects.toMatchObject(aborted)
    expect(listener).not.toHaveBeenCalled()
  })
})
