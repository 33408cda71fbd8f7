import { expect, it } from 'vitest'

import { editText } from './edit-text.ts'
import { addTransformer, removeTransformer } from './transformer.ts'

it('addTransformer() adds, and removeTransformer() takes out with its field when nothing is left', () => {
  const added = editText('# head\n', addTransformer(['t.yaml'])).text
  expect(added).toBe('# head\ntransformers:\n- t.yaml\n')
  expect(editText(added, removeTransformer(['*'])).text).toBe('# head\n')
})
