import { expect, it } from 'vitest'

import { addGenerator } from './generator.ts'
import { editText } from './edit-text.ts'

it('addGenerator() adds a file', () => {
  expect(editText('namespace: x # x\n', addGenerator(['g.yaml'])).text).toBe(
    'namespace: x # x\ngenerators:\n- g.yaml\n',
  )
})
