import { describe, expect, it } from 'vitest'
import { readSourceUrl } from './source-url.ts'

async function read(manifest: object): Promise<string | undefined> {
  return await readSourceUrl({
    files: new Map(),
    readTexts: async () => new Map([['package.json', JSON.stringify(manifest)]]),
  })
}

describe('readSourceUrl()', () => {
  it.each([
    ['https://git.example.test/acme/shop', 'https://git.example.test/acme/shop'],
    ['git+https://github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
    ['git+ssh://git@github.com/acme/shop.git', 'ssh://git@github.com/acme/shop.git'],
    ['acme/shop', 'https://github.com/acme/shop'],
    ['gitlab:acme/shop', 'https://gitlab.com/acme/shop'],
    ['https://me:s3cret@git.example.test/shop.git', 'https://git.example.test/shop.git'],
    ['git+https://s3cret@git.example.test/shop.git', 'https://git.example.test/shop.git'],
  ])('reads %s as %s', async (repository, url) => {
    expect(await read({ repository })).toBe(url)
    expect(await read({ repository: { type: 'git', url: repository } })).toBe(url)
  })

  it('is none where package.json has none', async () => {
    expect(await read({ repository: '' })).toBeUndefined()
    expect(await read({})).toBeUndefined()
  })
})
