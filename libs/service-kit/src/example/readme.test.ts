import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

describe('README', () => {
  it.each(['app.ts', 'main.ts', 'app.test.ts'])('shows example/%s as it is', async (name) => {
    const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8')
    const example = await readFile(path.join(import.meta.dirname, name), 'utf8')
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  })
})
