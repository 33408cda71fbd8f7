import { describe, expect, it } from 'vitest'
import { readCompose } from './read-compose.ts'

describe('readCompose()', () => {
  it('finds the ports that services take on the machine', () => {
    const text = `services:
  a: { ports: ["3000:80", "127.0.0.1:3001:80/tcp", 9000] }
  b:
    ports:
      - \${B_PORT:-3002}:3000
      - \${B_HOST:-127.0.0.1}:3003:3000
      - { published: 3004, target: 80 }
      - { published: "3005", target: 80 }
  c:
`
    const { services, ports } = readCompose(text)
    expect([...services]).toEqual(['a', 'b', 'c'])
    expect([...ports]).toEqual([
      [3000, 'a'],
      [3001, 'a'],
      [3002, 'b'],
      [3003, 'b'],
      [3004, 'b'],
      [3005, 'b'],
    ])
  })

  it('finds nothing where there is no file', () => {
    expect(readCompose('')).toEqual({ services: new Set(), ports: new Map() })
  })
})
