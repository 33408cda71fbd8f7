import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const generated = (text: string) =>
  renderOne('configMapGenerator: [{name: a, files: [f]}]\n', configMap, { f: text })

const patched = (text: string) =>
  renderOne('patches: [{path: p.yaml}]\n', configMap, { 'p.yaml': `${configMap}x: ${text}\n` })

describe('toValue()', () => {
  it('refuses texts of several lines that begin with a tab, unless they must be quoted', () => {
    expect(errorOf(() => generated('\ta\n')).code).toBe('invalid-resource')
    expect(generated('\ta')).toContain('f: "\\ta"\n')
    expect(generated('\ta \nb')).toContain('f: "\\ta \\nb"\n')
    expect(generated('a\n\tb\n')).toContain('f: "a\\n\\tb\\n"\n')
  })

  it('decodes !!binary, also where a patch has put quotes around it, and refuses what is no base64', () => {
    expect(patched('!!binary aGk=')).toContain('x: hi\n')
    expect(errorOf(() => patched('!!binary a')).code).toBe('invalid-yaml')
    const quoted = renderOne('patches: [{path: p.yaml}]\n', `${configMap}x: "a"\n`, {
      'p.yaml': `${configMap}x: !!binary aGk=\n`,
    })
    expect(quoted).toContain('x: hi\n')
  })

  it('reads a folded key again as it reads a folded value', () => {
    const yaml = renderOne('', `${configMap}x:\n  ? >\n    a\n\n     b\n  : c\n`)
    expect(yaml).toContain('  ? |\n    a\n\n\n     b\n  : c\n')
  })

  it('refuses keys that are no scalars', () => {
    expect(errorOf(() => renderOne('', `${configMap}x: {? {a: b} : c}\n`)).code).toBe('invalid-resource')
  })
})

describe('toValue11()', () => {
  it('refuses numbers that JSON does not have', () => {
    const patch = 'patches: [{target: {}, patch: "[{op: add, path: /a, value: .nan}]"}]\n'
    expect(errorOf(() => renderOne(patch.replace('"[', '"- ').replace(']"', '"'), configMap)).code).toBe(
      'invalid-yaml',
    )
  })
})
