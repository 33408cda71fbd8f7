import { expect, it } from 'vitest'

import { addComponent, removeComponent } from './component.ts'
import { editText } from './edit-text.ts'

it('addComponent() adds, and removeComponent() takes out', () => {
  const text = 'components:\n  - ../a # a\n'
  const added = editText(text, addComponent(['../b'])).text
  expect(added).toBe('components:\n  - ../a # a\n  - ../b\n')
  expect(editText(added, removeComponent(['../[b-z]'])).text).toBe(text)
})
