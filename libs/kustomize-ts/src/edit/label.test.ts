import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { editText } from './edit-text.ts'
import { addLabel, removeLabel, setLabel } from './label.ts'

const pairs = new Map([['app', 'web']])

describe('addLabel()', () => {
  it('adds to commonLabels', () => {
    expect(editText('commonLabels: {team: x}\n', addLabel(pairs)).text).toBe(
      'commonLabels: {team: x, app: web}\n',
    )
  })

  it('adds to the entry of labels with the same options', () => {
    const text = 'labels:\n  - pairs:\n      team: x # x\n  - includeTemplates: true\n    pairs: {a: b}\n'
    expect(editText(text, addLabel(pairs, { withoutSelector: true })).text).toBe(
      text.replace('# x\n', '# x\n      app: web\n'),
    )
    expect(editText(text, addLabel(pairs, { withoutSelector: true, includeTemplates: true })).text).toBe(
      text.replace('{a: b}', '{a: b, app: web}'),
    )
  })

  it('makes an entry where none has these options', () => {
    const options = { withoutSelector: true, includeTemplates: true }
    expect(editText('labels:\n- pairs: {a: b}\n', addLabel(pairs, options)).text).toBe(
      'labels:\n- pairs: {a: b}\n- pairs:\n    app: web\n  includeTemplates: true\n',
    )
  })

  it('refuses templates with selectors, and a label that is there', () => {
    expect(errorOf(() => addLabel(pairs, { includeTemplates: true })).code).toBe('bad-argument')
    expect(errorOf(() => editText('commonLabels: {app: x}\n', addLabel(pairs))).code).toBe('already-there')
  })
})

it('setLabel() gives another value, and removeLabel() takes it out', () => {
  const text = 'commonLabels:\n  app: "x" # x\n  team: z\n'
  expect(editText(text, setLabel(pairs)).text).toBe(text.replace('x"', 'web"'))
  expect(editText(text, removeLabel(['app'])).text).toBe('commonLabels:\n  team: z\n')
})
