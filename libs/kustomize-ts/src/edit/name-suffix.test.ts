import { expect, it } from 'vitest'

import { editText } from './edit-text.ts'
import { setNameSuffix } from './name-suffix.ts'

it.each([
  ['nameSuffix: a # a\n', 'nameSuffix: "1" # a\n'],
  ["nameSuffix: 'a'\n", "nameSuffix: '1'\n"],
  ['nameSuffix:\n', 'nameSuffix: "1"\n'],
  ['nameSuffix: >-\n  a\nresources: []\n', 'nameSuffix: "1"\nresources: []\n'],
  ['# only\n', '# only\nnameSuffix: "1"\n'],
  ['{nameSuffix: a}', '{nameSuffix: "1"}'],
])('setNameSuffix() sets the value in %j', (text, expected) => {
  expect(editText(text, setNameSuffix('1')).text).toBe(expected)
})

it('setNameSuffix() takes the field out when the value is empty', () => {
  expect(editText('nameSuffix: a\nresources: []\n', setNameSuffix('')).text).toBe('resources: []\n')
})
