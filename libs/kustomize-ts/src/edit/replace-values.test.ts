import { describe, expect, it } from 'vitest'
import { addListItem } from './add-list-item.ts'
import { replaceValues } from './replace-values.ts'

describe('replaceValues()', () => {
  it('writes a value anew in its style, and leaves keys, comments and the rest', () => {
    const text = 'a: \'x\' # x\nx: ["x", {b: x}, y]\n'
    const paths: string[] = []
    const result = replaceValues(text, 'f.yaml', (path, value) => {
      paths.push(path.join('.'))
      return value === 'x' ? "it's" : undefined
    })
    expect(result).toBe("a: 'it''s' # x\nx: [\"it's\", {b: it's}, y]\n")
    expect(paths).toEqual(['a', 'x.0', 'x.1.b', 'x.2'])
  })

  it('throws "invalid-yaml"', () => {
    expect(() => replaceValues('a: [', 'f.yaml', () => undefined)).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ code: 'invalid-yaml', file: 'f.yaml', line: 1 })],
      }),
    )
  })
})

describe('addListItem()', () => {
  it('adds behind the last item, before what follows it', () => {
    const text = 'environments:\n  - name: a # first\n    replicas: 1\n\n# end\nteam: b\n'
    expect(addListItem(text, 'environments', { name: 'on', replicas: 2 }, 'f.yaml')).toBe(
      'environments:\n  - name: a # first\n    replicas: 1\n  - name: "on"\n    replicas: 2\n\n# end\nteam: b\n',
    )
  })
})
