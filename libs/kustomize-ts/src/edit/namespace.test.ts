import { expect, it } from 'vitest'

import { editText } from './edit-text.ts'
import { setNamespace } from './namespace.ts'

it.each([
  ['namespace: a # a\n', 'namespace: "1" # a\n'],
  ["namespace: 'a'\n", "namespace: '1'\n"],
  ['namespace:\n', 'namespace: "1"\n'],
  ['namespace: >-\n  a\nresources: []\n', 'namespace: "1"\nresources: []\n'],
  ['# only\n', '# only\nnamespace: "1"\n'],
  ['{namespace: a}', '{namespace: "1"}'],
])('setNamespace() sets the value in %j', (text, expected) => {
  expect(editText(text, setNamespace('1')).text).toBe(expected)
})

it('setNamespace() takes the field out when the value is empty', () => {
  expect(editText('namespace: a\nresources: []\n', setNamespace('')).text).toBe('resources: []\n')
})
