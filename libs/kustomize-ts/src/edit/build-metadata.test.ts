import { expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { addBuildMetadata, removeBuildMetadata, setBuildMetadata } from './build-metadata.ts'
import { editText } from './edit-text.ts'

const text = 'buildMetadata: [originAnnotations] # o\n'

it('addBuildMetadata() adds an option that is not there', () => {
  expect(editText(text, addBuildMetadata(['managedByLabel'])).text).toBe(
    'buildMetadata: [originAnnotations, managedByLabel] # o\n',
  )
  expect(errorOf(() => editText(text, addBuildMetadata(['originAnnotations']))).code).toBe('already-there')
  expect(errorOf(() => addBuildMetadata(['nope'])).code).toBe('bad-argument')
})

it('setBuildMetadata() leaves these options alone', () => {
  expect(editText(text, setBuildMetadata(['managedByLabel', 'originAnnotations'])).text).toBe(
    'buildMetadata: [managedByLabel, originAnnotations] # o\n',
  )
})

it('removeBuildMetadata() takes options out', () => {
  expect(editText(text, removeBuildMetadata(['managedByLabel'])).text).toBe(text)
  expect(editText(text, removeBuildMetadata(['originAnnotations'])).text).toBe('')
})
