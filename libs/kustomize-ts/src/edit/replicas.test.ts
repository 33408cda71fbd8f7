import { expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { editText } from './edit-text.ts'
import { parseReplicas, setReplicas } from './replicas.ts'

it('setReplicas() sets counts by name, and adds new names at the end', () => {
  const text = 'replicas:\n- count: 1 # one\n  name: web\n- name: api\n  count: 2\n'
  expect(
    editText(text, setReplicas(['api=0', 'web=3', 'new=9007199254740993'].map(parseReplicas))).text,
  ).toBe(
    'replicas:\n- count: 3 # one\n  name: web\n- name: api\n  count: 0\n- name: new\n  count: 9007199254740993\n',
  )
})

it.each(['a', 'a=b=1', 'a=1.5', 'a=', 'a=9223372036854775808'])('parseReplicas() refuses %j', (argument) => {
  expect(errorOf(() => parseReplicas(argument)).code).toBe('bad-argument')
})
