import { expect, it } from 'vitest'

import { editText } from './edit-text.ts'
import { addSecret, removeSecret, setSecret } from './secret.ts'

it('addSecret() makes an entry with a type, which stays as it is later on', () => {
  const once = editText('', addSecret({ name: 's', literals: ['a=b'] })).text
  expect(once).toBe('secretGenerator:\n- name: s\n  type: Opaque\n  literals:\n  - a=b\n')
  expect(editText(once, addSecret({ name: 's', literals: ['c=d'], type: 'x' })).text).toBe(`${once}  - c=d\n`)
})

it('setSecret() gives another value, and removeSecret() takes the entry out', () => {
  const text = 'secretGenerator:\n- name: s\n  literals: [a=b] # one\n'
  expect(editText(text, setSecret({ name: 's' }, { literals: ['a=c'] })).text).toBe(
    text.replace('a=b', 'a=c'),
  )
  expect(editText(text, removeSecret(['s'])).text).toBe('')
})
