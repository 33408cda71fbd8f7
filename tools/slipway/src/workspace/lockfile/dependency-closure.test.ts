import { describe, expect, it } from 'vitest'
import { findDependencyClosure } from './dependency-closure.ts'
import type { LockedPackage } from './package-lock.ts'

function close(packages: Record<string, LockedPackage & { devDependencies?: object }>, root = 'apps/web') {
  const { workspacePackages, pinned } = findDependencyClosure({ packages }, root)
  return { workspacePackages, pinned: pinned.map(({ location, version }) => `${location}@${version}`) }
}

describe('findDependencyClosure()', () => {
  it('follows links to workspace packages, and what those need', () => {
    const found = close({
      'apps/web': { dependencies: { '@acme/kit': '1.0.0' } },
      'libs/kit': { dependencies: { koa: '^3' } },
      'libs/other': { dependencies: { left: '^1' } },
      'node_modules/@acme/kit': { resolved: 'libs/kit', link: true },
      'node_modules/koa': { version: '3.3.0' },
      'node_modules/left': { version: '1.0.0' },
    })
    expect(found).toEqual({ workspacePackages: ['apps/web', 'libs/kit'], pinned: ['node_modules/koa@3.3.0'] })
  })

  it('takes the copy that Node would find first', () => {
    const found = close({
      'apps/web': { dependencies: { a: '1', b: '1' } },
      'apps/web/node_modules/b': { version: '2.0.0' },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': { version: '3.0.0' },
      'node_modules/b': { version: '1.0.0' },
    })
    expect(found.pinned).toEqual([
      'apps/web/node_modules/b@2.0.0',
      'node_modules/a@1.0.0',
      'node_modules/a/node_modules/b@3.0.0',
    ])
  })

  it('takes optional and required peer dependencies that are there, never development ones or optional peers', () => {
    const found = close({
      // As npm writes it; the type does not know "devDependencies", so that nothing can follow them.
      'apps/web': {
        dependencies: { a: '1' },
        optionalDependencies: { here: '1', missing: '1' },
        devDependencies: { tool: '1' },
      },
      'node_modules/a': {
        version: '1.0.0',
        peerDependencies: { peer: '1', extra: '1' },
        peerDependenciesMeta: { extra: { optional: true } },
      },
      'node_modules/extra': { version: '1.0.0' },
      'node_modules/here': { version: '1.0.0' },
      'node_modules/peer': { version: '1.0.0' },
      'node_modules/tool': { version: '1.0.0' },
    })
    expect(found.pinned).toEqual([
      'node_modules/a@1.0.0',
      'node_modules/here@1.0.0',
      'node_modules/peer@1.0.0',
    ])
  })

  it('ends where packages need each other', () => {
    const found = close({
      'apps/web': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '1' } },
      'node_modules/b': { version: '1.0.0', dependencies: { a: '1' } },
    })
    expect(found.pinned).toEqual(['node_modules/a@1.0.0', 'node_modules/b@1.0.0'])
  })

  it('refuses a lockfile that lags behind package.json', () => {
    expect(() => close({ 'apps/web': { dependencies: { a: '1' } } })).toThrow(
      expect.objectContaining({ code: 'not-locked' }),
    )
    expect(() => close({})).toThrow(expect.objectContaining({ code: 'not-locked' }))
  })
})
