import { expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { editText } from './edit-text.ts'
import { addPatch, removePatch } from './patch.ts'

const patch = { path: 'p.yaml', target: { kind: 'Deployment', name: 'web' } }

it('addPatch() adds a patch once', () => {
  const text = 'patches:\n  - path: a.yaml # a\n'
  const once = editText(text, addPatch(patch)).text
  expect(once).toBe(`${text}  - path: p.yaml\n    target:\n      kind: Deployment\n      name: web\n`)
  expect(editText(once, addPatch(patch))).toMatchObject({ text: once, notes: [expect.any(String)] })
})

it('addPatch() writes a text of several lines as a block', () => {
  expect(editText('', addPatch({ patch: '- op: remove\n  path: /a\n' })).text).toBe(
    'patches:\n- patch: |\n    - op: remove\n      path: /a\n',
  )
})

it('addPatch() refuses a path with a text, and neither', () => {
  expect(errorOf(() => addPatch({ path: 'a', patch: 'b' })).code).toBe('bad-argument')
  expect(errorOf(() => addPatch({})).code).toBe('bad-argument')
})

it('removePatch() removes what is exactly so', () => {
  const text = 'patches:\n- path: p.yaml\n# mine\n- target: {name: web, kind: Deployment}\n  path: p.yaml\n'
  expect(editText(text, removePatch(patch)).text).toBe('patches:\n- path: p.yaml\n# mine\n')
  expect(editText(text, removePatch({ path: 'q.yaml' }))).toMatchObject({ text, notes: [expect.any(String)] })
})
