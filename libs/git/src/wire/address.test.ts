import { describe, expect, it } from 'vitest'
import { readAddress } from './address.ts'

describe('readAddress()', () => {
  it.each([
    ['/srv/shop.git', { kind: 'folder', path: '/srv/shop.git' }],
    ['/srv/100%.git', { kind: 'folder', path: '/srv/100%.git' }],
    ['file:///srv/shop.git', { kind: 'folder', path: '/srv/shop.git' }],
    ['HTTPS://host.test/shop', { kind: 'http', helper: 'remote-https' }],
    [
      'git@host.test:acme/shop.git',
      { kind: 'ssh', host: 'git@host.test', port: undefined, path: 'acme/shop.git' },
    ],
    [
      'ssh://git@host.test:2222/shop.git',
      { kind: 'ssh', host: 'git@host.test', port: '2222', path: '/shop.git' },
    ],
  ])('knows %j', (url, address) => {
    expect(readAddress(url)).toEqual(address)
  })

  it.each([
    '-oProxyCommand=x:shop',
    '-Ffile@host.test:shop',
    'ssh://-Ffile@host.test/shop',
    'ssh://-x/shop',
    'host.test:-x',
    'host.test:~/shop',
    "host.test:a'b",
    'ssh://[::1]/shop',
    'ssh://host.test/~ann/shop',
    'file:///srv/a%20b',
    'C:/shop',
    'shop',
    '../shop',
    'git://host.test/shop',
    'ext::sh -c x',
    '--upload-pack=x',
    '',
  ])('leaves %j to Git, which knows more or refuses it', (url) => {
    expect(readAddress(url)).toBeUndefined()
  })
})
