import { describe, expect, it } from 'vitest'
import { readDockerIgnore } from './docker-ignore.ts'

describe('readDockerIgnore()', () => {
  it.each([
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'docs/README.md', true],
    ['**/*.md', 'README.md', true],
    ['docs', 'docs/deep/file.txt', true],
    ['/docs/', 'docs/file.txt', true],
    ['docs', 'documents/file.txt', false],
    ['file.?xt', 'file.txt', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/z', true],
    ['[ab].txt', 'b.txt', true],
    ['a.b', 'axb', false],
    ['# note', '# note', false],
    ['.', 'file.txt', false],
  ])('reads %j: whether it keeps out %j is %j', (line, file, ignored) => {
    expect(readDockerIgnore(line)(file)).toBe(ignored)
  })

  it('lets the last line that matches win', () => {
    const ignores = readDockerIgnore('**\n!src\nsrc/**/*.test.ts\n')
    expect(['README.md', 'src/main.ts', 'src/a/main.test.ts'].map(ignores)).toEqual([true, false, true])
  })
})
