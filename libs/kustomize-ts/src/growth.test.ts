import { describe, expect, it } from 'vitest'

import { build } from './build.ts'
import { checkFileSize, maximumChain, maximumFileSize, maximumResources } from './growth.ts'
import { memoryReader } from './reader/memory-reader.ts'
import { Resource } from './resource/resource.ts'
import { ResourceMap } from './resource/resource-map.ts'
import { configMap, errorOf, render, renderOne, type Files } from './testing/render.ts'
import { mapNode } from './yaml/node.ts'

const codeOf = (action: () => unknown) => errorOf(action).code

/** Kustomizations each of which refers to the next one, over as many ways as there are prefixes. */
function levels(count: number, prefixes: readonly string[]): Files {
  const files: Record<string, string> = {
    [`f${count}/kustomization.yaml`]: 'configMapGenerator: [{name: a}]\n',
  }
  for (let level = 0; level < count; level++) {
    const ways = prefixes.map((prefix) => `../${prefix}${level}`)
    files[`f${level}/kustomization.yaml`] = `resources: [${ways.join(', ')}]\n`
    for (const prefix of prefixes)
      files[`${prefix}${level}/kustomization.yaml`] = `namePrefix: ${prefix}\nresources: [../f${level + 1}]\n`
  }
  return files
}

const repeated = (head: string, entry: string, count: number) => head + entry.repeat(count)

describe('build() refuses', () => {
  it('kustomizations that follow each other without end', () => {
    expect(codeOf(() => render(levels(maximumChain / 2 + 1, ['a']), 'f0'))).toBe('limit-exceeded')
  })

  it('bases that double with every level', () => {
    expect(codeOf(() => render(levels(20, ['a', 'b']), 'f0'))).toBe('limit-exceeded')
  })

  it('a text that doubles with every replacement', () => {
    const target = '{select: {kind: ConfigMap}, fieldPaths: [data.key], options: {delimiter: "-", index: 9}}'
    const entry = `- {source: {kind: ConfigMap, fieldPath: data.key}, targets: [${target}]}\n`
    expect(codeOf(() => renderOne(repeated('replacements:\n', entry, 60), configMap))).toBe('limit-exceeded')
  })

  it('a map that doubles with every operation', () => {
    const copies = ['a', 'b'].map((key) => `    - {op: copy, from: /data, path: /data/${key}}\n`).join('')
    const patch = repeated('patches:\n- target: {kind: ConfigMap}\n  patch: |\n', copies, 40)
    expect(codeOf(() => renderOne(patch, configMap))).toBe('limit-exceeded')
  })

  it('data that gets deeper with every operation', () => {
    const deeper =
      '    - {op: move, from: /data, path: /y}\n    - {op: add, path: /data, value: {}}\n    - {op: move, from: /y, path: /data/k}\n'
    const patch = repeated('patches:\n- target: {kind: ConfigMap}\n  patch: |\n', deeper, 8000)
    expect(codeOf(() => renderOne(patch, configMap))).toBe('limit-exceeded')
  })

  it('definitions that refer to the next one twice', () => {
    const definitions: Record<string, unknown> = {
      A: { Schema: { properties: { kind: {}, apiVersion: {}, metadata: {}, x: { $ref: 'B0' } } } },
    }
    for (let index = 0; index < 40; index++) {
      const $ref = `B${index + 1}`
      definitions[`B${index}`] = { Schema: { properties: { x: { $ref }, y: { $ref } } } }
    }
    expect(
      codeOf(() => renderOne('crds: [c.json]\n', configMap, { 'c.json': JSON.stringify(definitions) })),
    ).toBe('limit-exceeded')
  })

  it('thousands of labels on one resource', () => {
    const labels = Array.from({ length: 15_000 }, (_, index) => `  k${index}: v\n`)
    expect(codeOf(() => renderOne(`commonLabels:\n${labels.join('')}`, configMap))).toBe('limit-exceeded')
  })

  it('a path of thousands of parts', () => {
    const target = `{select: {kind: ConfigMap}, fieldPaths: ["${'a.'.repeat(2000)}"]}`
    expect(
      codeOf(() => renderOne(`replacements: [{sourceValue: a, targets: [${target}]}]\n`, configMap)),
    ).toBe('limit-exceeded')
  })

  it('a file that is larger than any that is meant for a cluster', () => {
    const files = {
      '/repo/kustomization.yaml': 'configMapGenerator: [{name: a, files: [f]}]\n',
      '/repo/f': Buffer.alloc(maximumFileSize + 1),
    }
    expect(codeOf(() => build('/repo', { read: memoryReader(files) }))).toBe('limit-exceeded')
    expect(() => checkFileSize('f', maximumFileSize)).not.toThrow()
  })
})

describe('ResourceMap', () => {
  it('holds a limited number of resources', () => {
    const resource = new Resource(mapNode())
    const many = Array.from({ length: maximumResources + 1 }, () => resource)
    expect(codeOf(() => new ResourceMap().append(many))).toBe('limit-exceeded')
  })
})
