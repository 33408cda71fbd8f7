import { expect, it } from 'vitest'

import { editText } from './edit-text.ts'
import { setNamePrefix } from './name-prefix.ts'

it.each([
  ['namePrefix: a # a\n', 'namePrefix: "1" # a\n'],
  ["namePrefix: 'a'\n", "namePrefix: '1'\n"],
  ['namePrefix:\n', 'namePrefix: "1"\n'],
  ['namePrefix: >-\n  a\nresources: []\n', 'namePrefix: "1"\nresources: []\n'],
  ['# only\n', '# only\nnamePrefix: "1"\n'],
  ['{namePrefix: a}', '{namePrefix: "1"}'],
])('setNamePrefix() sets the value in %j', (text, expected) => {
  expect(editText(text, setNamePrefix('1')).text).toBe(expected)
})

it('setNamePrefix() takes the field out when the value is empty', () => {
  expect(editText('namePrefix: a\nresources: []\n', setNamePrefix('')).text).toBe('resources: []\n')
})
