import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { addAnnotation, removeAnnotation, setAnnotation } from './annotation.ts'
import { editText } from './edit-text.ts'

const pairs = new Map([['note', 'on']])

describe('addAnnotation()', () => {
  it('quotes what YAML would take for something else', () => {
    expect(editText('commonAnnotations:\n  a: b # b\n', addAnnotation(pairs)).text).toBe(
      'commonAnnotations:\n  a: b # b\n  note: "on"\n',
    )
  })

  it('refuses a name that is there, unless it is forced, and keeps its quotes then', () => {
    const text = "commonAnnotations: {note: 'x'} # n\n"
    expect(errorOf(() => editText(text, addAnnotation(pairs))).code).toBe('already-there')
    expect(editText(text, addAnnotation(pairs, { force: true })).text).toBe(text.replace('x', 'on'))
  })
})

describe('setAnnotation()', () => {
  it.each(['a b', '', '/a', 'a/', '-a', 'a.b/c/d'])('refuses the name %j', (name) => {
    expect(errorOf(() => setAnnotation(new Map([[name, '']]))).code).toBe('bad-argument')
  })
})

describe('removeAnnotation()', () => {
  it('takes a line out, and with the last one the field', () => {
    const text = 'commonAnnotations:\n  # one\n  a: b\n  note: x # x\nnamespace: z\n'
    expect(editText(text, removeAnnotation(['a'])).text).toBe(text.replace('  a: b\n', ''))
    expect(editText(text, removeAnnotation(['a', 'note'])).text).toBe('namespace: z\n')
  })

  it('refuses a name that is not there, unless it may be missing', () => {
    expect(errorOf(() => editText('', removeAnnotation(['a']))).code).toBe('not-there')
    expect(editText('', removeAnnotation(['a'], { ignoreMissing: true })).text).toBe('')
  })
})
