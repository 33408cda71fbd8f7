import { describe, expect, it } from 'vitest'
import { addComposeService } from './add-compose-service.ts'

const entry = 'orders:\n  build: .\n'

describe('addComposeService()', () => {
  it('adds after the last service, and keeps every line', () => {
    const text = `# Local development
services:
    web:  # the front
        image: 'web'

    db: { image: postgres }
    # behind the last

# of the volumes
volumes:
    data:
`
    expect(addComposeService(text, entry)).toBe(`# Local development
services:
    web:  # the front
        image: 'web'

    db: { image: postgres }

    orders:
      build: .
    # behind the last

# of the volumes
volumes:
    data:
`)
  })

  it('adds after a service that ends with a comment, with nothing, or without a line end', () => {
    expect(addComposeService('services:\n  web:\n    image: web # front', entry)).toBe(
      'services:\n  web:\n    image: web # front\n\n  orders:\n    build: .\n',
    )
    expect(addComposeService('services:\n  web:\n', entry)).toBe(
      'services:\n  web:\n\n  orders:\n    build: .\n',
    )
  })

  it('adds the key "services" where there is none', () => {
    expect(addComposeService('', entry)).toBe('services:\n  orders:\n    build: .\n')
    expect(addComposeService('name: shop', entry)).toBe('name: shop\nservices:\n  orders:\n    build: .\n')
  })

  it.each(['services: { web: {} }\n', 'services: []\n', 'services:\n', 'services: ["\n', '- web\n'])(
    'refuses %j',
    (text) => {
      expect(() => addComposeService(text, entry)).toThrow(
        expect.objectContaining({ code: 'invalid-options' }),
      )
    },
  )
})
