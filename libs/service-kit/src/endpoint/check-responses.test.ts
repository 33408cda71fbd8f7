import { defineService, endpoint, startService } from '@slipway/service-kit'
import { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Handler } from './endpoint.ts'

const Item = z.object({ id: z.int() })
const responses = {
  200: Item,
  204: 'Nothing',
  404: 'No such item',
  409: { type: 'text/plain' },
  429: { headers: {} },
}
type Answer = Handler<{ responses: typeof responses }>

/** What `/` answers when responses are checked, and the message of the error in the log. */
async function ask(answer: Answer, checked = 'true') {
  const lines: { err?: { message: string } }[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const routes = defineService({
    name: 'sample',
    port: 3000,
    routes: (router) => void router.get('/', endpoint({ responses }, answer)),
  })
  const service = await startService(routes, { PORT: '0', CHECK_RESPONSES: checked }, { destination })
  onTestFinished(() => service.stop())
  const { status } = await fetch(service.url)
  await service.stop()
  return { status, problem: lines.find(({ err }) => err)?.err?.message }
}

/** As a handler that the compiler does not see would do. */
const answerWith = (body: unknown): Answer => {
  return (ctx) => {
    ctx.body = body
  }
}

describe('CHECK_RESPONSES', () => {
  it.each([
    ['what its schema says', answerWith({ id: 1 }), 200],
    ['JSON text', answerWith(Buffer.from('{"id":1}')), 200],
    ['a declared success without a body', answerWith(null), 204],
    ['a declared error', (ctx) => ctx.throw(404), 404],
    ['a declared error in full', (ctx) => ctx.throw(429), 429],
    ['a stream, which it cannot read', answerWith(Readable.from(['?'])), 200],
  ] as [string, Answer, number][])('lets %s pass', async (_, answer, status) => {
    const asJson: Answer = (ctx, input) => {
      if (status === 200) ctx.type = 'json'
      return answer(ctx, input)
    }
    expect(await ask(asJson)).toMatchObject({ status, problem: undefined })
  })

  it.each([
    ['another type', answerWith({ id: '1' }), /response field "id": wanted an integer, found a string/],
    ['a property too many', answerWith({ id: 1, password: 'hunter2' }), /found more$/],
    [
      'another media type',
      answerWith('id 1'),
      /wanted the media type "application\/json", found "text\/plain"/,
    ],
    [
      'a status of its own',
      (ctx) => void (ctx.status = 202),
      /\(200, 204, 404, 409, 429, 500, 503\), found 202/,
    ],
    ['an error of its own', (ctx) => ctx.throw(403), /\(200, 204, 404, 409, 429, 500, 503\), found 403/],
    ['a thrown error for text', (ctx) => ctx.throw(409), /wanted text\/plain, found an error/],
  ] as [string, Answer, RegExp][])('makes %s an error 500', async (_, answer, problem) => {
    expect(await ask(answer)).toEqual({ status: 500, problem: expect.stringMatching(problem) })
  })

  it('is off otherwise', async () => {
    expect(await ask(answerWith({ id: '1' }), '')).toEqual({ status: 200, problem: undefined })
  })
})
