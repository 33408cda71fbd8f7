import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { reservePort } from './reserve-port.ts'

describe('reservePort()', () => {
  it('gives a port that a server can listen on', async () => {
    const port = await reservePort()
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    expect((server.address() as AddressInfo).port).toBe(port)
    server.close()
  })

  it.runIf(existsSync('/proc/net/tcp'))(
    'leaves the port in TIME_WAIT, so that the kernel gives it to no one else',
    async () => {
      const port = await reservePort()
      const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
      const timeWait = '06'
      const states = (await readFile('/proc/net/tcp', 'utf8'))
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .flatMap(([, address, , state]) => (address === local ? [state] : []))
      expect(states).toEqual([timeWait])
    },
  )
})
