import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { addConfigMap, removeConfigMap, setConfigMap } from './config-map.ts'
import { editText } from './edit-text.ts'

const text =
  'configMapGenerator:\n- name: a\n  literals:\n  - k=v # the k\n  - "l=w"\n- name: b\n  namespace: x\n  files: [f]\n'

describe('addConfigMap()', () => {
  it('adds sources to an entry', () => {
    expect(editText(text, addConfigMap({ name: 'a', namespace: 'default', literals: ['m=on'] })).text).toBe(
      text.replace('"l=w"\n', '"l=w"\n  - m=on\n'),
    )
  })

  it('makes an entry', () => {
    const addition = {
      name: 'c',
      namespace: 'x',
      behavior: 'merge',
      envFile: 'e.env',
      disableNameSuffixHash: true,
    }
    expect(editText('', addConfigMap(addition)).text).toBe(
      'configMapGenerator:\n- name: c\n  namespace: x\n  behavior: merge\n  envs:\n  - e.env\n  options:\n    disableNameSuffixHash: true\n',
    )
  })

  it('moves the older field of an env file before another one comes', () => {
    const old = 'configMapGenerator:\n- name: a\n  env: a.env\n'
    expect(editText(old, addConfigMap({ name: 'a', envFile: 'b.env' })).text).toBe(
      'configMapGenerator:\n- name: a\n  envs:\n  - a.env\n  - b.env\n',
    )
  })

  it.each([
    { name: 'a' },
    { name: 'a', envFile: 'e', literals: ['a=b'] },
    { name: 'a', literals: ['k=again'] },
    { name: 'a', literals: ['nope'] },
    { name: '', literals: ['a=b'] },
  ])('refuses %j', (addition) => {
    expect(errorOf(() => editText(text, addConfigMap(addition))).problems).toHaveLength(1)
  })

  it('refuses a behavior that there is not', () => {
    expect(errorOf(() => addConfigMap({ name: 'a', behavior: 'x' })).code).toBe('bad-argument')
  })
})

describe('setConfigMap()', () => {
  it('gives a key that is there another value', () => {
    expect(editText(text, setConfigMap({ name: 'a' }, { literals: ['k=1 2'] })).text).toBe(
      text.replace('k=v', '"k=1 2"'),
    )
  })

  it('gives an entry another namespace', () => {
    expect(editText(text, setConfigMap({ name: 'b', namespace: 'x' }, { newNamespace: 'z' })).text).toBe(
      text.replace('namespace: x', 'namespace: z'),
    )
  })

  it.each([
    [{ name: 'b' }, { newNamespace: 'z' }, 'not-there'],
    [{ name: 'a' }, { literals: ['nope=1'] }, 'not-there'],
    [{ name: 'a' }, { literals: ['k=1=2'] }, 'bad-argument'],
  ])('refuses %j with %j', (name, update, code) => {
    expect(errorOf(() => editText(text, setConfigMap(name, update))).code).toBe(code)
  })

  it('refuses an update of nothing', () => {
    expect(errorOf(() => setConfigMap({ name: 'a' }, {})).code).toBe('bad-argument')
  })
})

describe('removeConfigMap()', () => {
  it('takes out entries of a namespace, and says which were not there', () => {
    expect(editText(text, removeConfigMap(['b', 'a'], 'x'))).toMatchObject({
      text: text.slice(0, text.indexOf('- name: b')),
      notes: [expect.any(String)],
    })
  })

  it('refuses when none is there', () => {
    expect(errorOf(() => editText(text, removeConfigMap(['b']))).code).toBe('not-there')
  })
})
