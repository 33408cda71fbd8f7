import { expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { addBase } from './base.ts'
import { editText } from './edit-text.ts'

it('addBase() adds to resources, and refuses a base that is there', () => {
  expect(editText('resources: [a]\n', addBase(['../b', '../c'])).text).toBe('resources: [a, ../b, ../c]\n')
  expect(errorOf(() => editText('bases: [../b]\n', addBase(['../b']))).code).toBe('already-there')
})
