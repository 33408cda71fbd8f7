import { expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { parseNames, parsePairs } from './pairs.ts'

it('parsePairs() reads names and values', () => {
  expect([...parsePairs(['a:b', 'c:"d: e"', 'f', 'g:', 'a:h:i'], 'label')]).toEqual([
    ['a', 'h:i'],
    ['c', 'd: e'],
    ['f', ''],
    ['g', ''],
  ])
  expect(errorOf(() => parsePairs([':a'], 'label')).code).toBe('bad-argument')
})

it('parseNames() reads names', () => {
  expect(parseNames('a,b', 'label')).toEqual(['a', 'b'])
  expect(errorOf(() => parseNames('a,', 'label')).code).toBe('bad-argument')
})
