import { expect, it } from 'vitest'

import { addConfiguration } from './configuration.ts'
import { editText } from './edit-text.ts'

it('addConfiguration() adds a file once', () => {
  const { text, notes } = editText('configurations:\n- a\n', addConfiguration(['a', 'b']))
  expect(text).toBe('configurations:\n- a\n- b\n')
  expect(notes).toHaveLength(1)
})
