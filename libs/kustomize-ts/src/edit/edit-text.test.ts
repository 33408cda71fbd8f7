import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { commentsOf, fieldTexts, isSubsequence } from '../testing/kept-lines.ts'
import { kustomizationTexts } from '../testing/kustomization-texts.ts'
import {
  addComponent,
  addConfigMap,
  addLabel,
  addResource,
  editText,
  removeResource,
  setAnnotation,
  setBuildMetadata,
  setImages,
  setNamePrefix,
  setReplicas,
  type Edit,
} from './edit.ts'
import { readKustomization } from './read-kustomization.ts'

const nothing: Edit = { change: () => undefined }

/** Edits, and the one field that each changes. */
const edits: readonly (readonly [string, Edit])[] = [
  ['resources', addResource(['new.yaml', 'on'])],
  ['components', addComponent(['../new'])],
  ['commonLabels', addLabel(new Map([['app', 'on']]), { force: true })],
  ['labels', addLabel(new Map([['tier', 'x: y']]), { withoutSelector: true, force: true })],
  ['commonAnnotations', setAnnotation(new Map([['note', '#1']]))],
  ['buildMetadata', setBuildMetadata(['managedByLabel'])],
  ['namePrefix', setNamePrefix('new-')],
  ['replicas', setReplicas([{ name: 'web', count: 7 }])],
  ['configMapGenerator', addConfigMap({ name: 'fresh', literals: ['a=b', 'c=1 2'] })],
]

describe('editText()', () => {
  it('changes no byte when nothing is edited', () => {
    fc.assert(
      fc.property(kustomizationTexts(), (text) => {
        expect(editText(text, nothing).text).toBe(text)
      }),
      { numRuns: 150, seed: 1 },
    )
  })

  it('leaves the text of all other fields and every comment, also after several edits', () => {
    const sequences = fc.shuffledSubarray([...edits], { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(kustomizationTexts(), sequences, (text, chosen) => {
        const result = chosen.reduce((before, [, edit]) => editText(before, edit).text, text)
        const touched = new Set(chosen.map(([field]) => field))
        const after = fieldTexts(result)
        const changed = [...fieldTexts(text)].filter(
          ([field, part]) =>
            !touched.has(field) && !(after.get(field) ?? '').startsWith(withoutEnd(text, part)),
        )
        expect(changed).toEqual([])
        expect(isSubsequence(commentsOf(text), commentsOf(result))).toBe(true)
      }),
      { numRuns: 100, seed: 2 },
    )
  })

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(kustomizationTexts(), fc.constantFrom(...edits), (text, [field, edit]) => {
        fc.pre(field !== 'configMapGenerator')
        const once = editText(text, edit).text
        expect(editText(once, edit).text).toBe(once)
      }),
      { numRuns: 50, seed: 3 },
    )
  })

  it('takes out what it put in, to the byte where the list was not empty', () => {
    const text = 'resources:   # all\n    - a.yaml # a\n\n# end\n'
    const added = editText(text, addResource(['b.yaml'])).text
    expect(added).toBe('resources:   # all\n    - a.yaml # a\n    - b.yaml\n\n# end\n')
    expect(editText(added, removeResource(['b*'])).text).toBe(text)
  })

  it('edits the first document alone', () => {
    expect(editText('a: 1\n---\nb: 2\n'.replace('a: 1', 'namePrefix: a-'), setNamePrefix('b-')).text).toBe(
      'namePrefix: b-\n---\nb: 2\n',
    )
  })

  it('keeps names of fields as they are written', () => {
    expect(editText('Resources: [a]\nNAMEPREFIX: a-\n', addResource(['b'])).text).toBe(
      'Resources: [a, b]\nNAMEPREFIX: a-\n',
    )
  })

  it('keeps an alias that stands for what it stood for, and refuses what would change it', () => {
    const text = 'commonLabels: &l {app: x}\ncommonAnnotations: *l\nnamePrefix: a-\n'
    expect(editText(text, setNamePrefix('b-')).text).toBe(text.replace('a-', 'b-'))
    expect(editText(text, setAnnotation(new Map([['note', '1']]))).text).toBe(
      text.replace('*l', '{app: x, note: "1"}'),
    )
    expect(errorOf(() => editText(text, addLabel(new Map([['note', '1']])))).code).toBe('unsupported')
  })

  it.each([
    ['a: [', 'invalid-yaml'],
    ['nope: 1\n', 'unknown-field'],
    ['resources: 1\n', 'bad-field-value'],
    ['- a\n', 'bad-field-value'],
  ])('refuses %j', (text, code) => {
    expect(errorOf(() => editText(text, setImages([]), 'k.yaml'))).toMatchObject({
      code,
      problems: [expect.objectContaining({ file: 'k.yaml', line: expect.any(Number) })],
    })
  })

  it('takes an empty text', () => {
    expect(editText('', addResource(['a'])).text).toBe('resources:\n- a\n')
    expect(readKustomization('', 'k.yaml').fields.resources).toBeUndefined()
  })
})

/** The last part of a text may get a line end that it did not have, and lines behind it. */
function withoutEnd(text: string, part: string): string {
  return text.endsWith(part) ? part.trimEnd() : part
}
