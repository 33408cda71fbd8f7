import { describe, expect, it } from 'vitest'

import { configMap, errorOf, render } from '../testing/render.ts'

const vendored = 'github.com/owner/repository/a.yaml'

describe('Loader.resolveFile()', () => {
  it('takes a file for a file though its path could name a repository', () => {
    expect(render({ 'kustomization.yaml': `resources: [${vendored}]\n`, [vendored]: configMap })).toBe(
      configMap,
    )
  })

  it.each([vendored, 'https://example.com/a.yaml', 'http:a.yaml', 'git@host:owner/repository'])(
    'refuses "%s" where there is no such file',
    (path) => {
      const files = { 'kustomization.yaml': `resources:\n- ${path}\n` }
      expect(errorOf(() => render(files)).problems).toMatchObject([
        { code: 'unsupported', file: '/repo/kustomization.yaml', line: 2, column: 3 },
      ])
    },
  )

  it('refuses a URL even if a file has that name', () => {
    const files = { 'kustomization.yaml': 'resources: ["https://a/b.yaml"]\n', 'https:/a/b.yaml': configMap }
    expect(errorOf(() => render(files)).code).toBe('unsupported')
  })
})
