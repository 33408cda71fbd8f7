import { describe, expect, it } from 'vitest'

import { defaultConfiguration, sortConfiguration } from './configuration.ts'

describe('defaultConfiguration', () => {
  it('is sorted as Kustomize sorts every configuration', () => {
    expect(defaultConfiguration).toEqual(sortConfiguration(defaultConfiguration))
  })
})
