import { describe, expect, it } from 'vitest'
import { readBuilder } from './docker-builder.ts'

describe('readBuilder()', () => {
  it.each([
    ['Name:   default\nDriver: docker\n\nNodes:\nName: default\n', { kind: 'engine', name: 'default' }],
    ['Name:          ci\nDriver:        remote\nLast Activity: …\n', { kind: 'daemon', name: 'ci' }],
    ['Name: x\nDriver: docker-container\n', { kind: 'daemon', name: 'x' }],
  ])('reads what "docker buildx inspect" prints: %j', (text, builder) => {
    expect(readBuilder(text)).toEqual(builder)
  })
})
