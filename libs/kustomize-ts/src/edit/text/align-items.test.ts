import { expect, it } from 'vitest'

import { alignItems } from './align-items.ts'

const entry = (name: string, tag: string) =>
  new Map([
    ['name', name],
    ['tag', tag],
  ])

it('alignItems() keeps equal items and adds the others behind those before them', () => {
  expect(alignItems(['a', 'b', 'c'], ['x', 'a', 'c', 'y', 'z'])).toEqual({
    kept: [
      { index: 0, value: 'a' },
      { index: 2, value: 'c' },
    ],
    added: new Map([
      [-1, ['x']],
      [2, ['y', 'z']],
    ]),
  })
})

it('alignItems() finds the entry that an item with the same name was', () => {
  const [a1, a2, b1] = [entry('a', '1'), entry('a', '2'), entry('b', '1')]
  expect(alignItems([b1, a1], [a2]).kept).toEqual([{ index: 1, value: a2 }])
  expect(alignItems(['k=1', 'l=1'], ['l=2']).kept).toEqual([{ index: 1, value: 'l=2' }])
})
