import { execa } from 'execa'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const script = `
const { registerHooks } = await import('node:module')
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
for (const file of process.argv.slice(1)) await import(file)
console.log(loaded.join('\\n'))
`

describe('the targets build and image', () => {
  it('load neither kustomize-ts nor the devkit of Nx, which would take longer than what they do', async () => {
    const files = ['run-executor.ts', '../image/bundle-project.ts', '../image/make-image.ts']
    const modules = files.map((name) => path.join(import.meta.dirname, name))
    const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script, ...modules])
    expect(stdout).toContain('/image/make-image.ts')
    expect(stdout.split('\n').filter((url) => /\/(kustomize-ts|@nx\/devkit)\//.test(url))).toEqual([])
  })
})
