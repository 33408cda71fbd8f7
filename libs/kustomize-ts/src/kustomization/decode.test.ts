import { describe, expect, it } from 'vitest'

import { configMap, deployment, errorOf, renderOne } from '../testing/render.ts'

const replicas = (count: string) => renderOne(`replicas: [{name: web, count: ${count}}]\n`, deployment)

describe('decodeDocument()', () => {
  it('takes the type from a tag, whatever the quotes', () => {
    expect(errorOf(() => renderOne('namePrefix: !!int "1"\n', configMap)).code).toBe('bad-field-value')
    expect(replicas('!!int "3"')).toContain('replicas: 3\n')
    expect(renderOne('namePrefix: !!str 1\n', configMap)).toContain('name: 1settings\n')
  })

  it('refuses text that is not what its tag says', () => {
    expect(errorOf(() => renderOne('namePrefix: !!int "x"\n', configMap)).code).toBe('invalid-yaml')
  })

  it('refuses whole numbers of more than 64 bits', () => {
    expect(replicas('9223372036854775807')).toContain('replicas: 9223372036854775807\n')
    expect(errorOf(() => replicas('9223372036854775808')).code).toBe('bad-field-value')
  })

  it('refuses a null among what a replacement rejects', () => {
    const source = 'source: {kind: ConfigMap, fieldPath: data.key}'
    const target = 'targets: [{select: {kind: ConfigMap}, reject: [null], fieldPaths: [data.key]}]'
    const kustomization = `replacements: [{${source}, ${target}}]\n`
    expect(errorOf(() => renderOne(kustomization, configMap)).code).toBe('bad-field-value')
  })

  it('unites the two spellings of a field, the one in capitals first', () => {
    const both = 'commonAnnotations: {b: lower}\nCommonAnnotations: {a: upper, b: upper}\n'
    expect(renderOne(both, configMap)).toContain('annotations:\n    a: upper\n    b: lower\n')
    const images = 'Images: [{name: nginx, digest: d}]\nimages: [{name: nginx, newTag: "2"}]\n'
    expect(renderOne(images, deployment)).toContain('image: nginx:2@d\n')
  })

  it('refuses a wrong type in either spelling', () => {
    const wrong = 'commonAnnotations: {a: b}\nCommonAnnotations: [a]\n'
    expect(errorOf(() => renderOne(wrong, configMap)).code).toBe('bad-field-value')
  })

  it('reads binary texts', () => {
    expect(renderOne('namePrefix: !!binary cC0=\n', configMap)).toContain('name: p-settings\n')
  })

  it('lets a null clear a list or a map of another spelling, but no text', () => {
    expect(renderOne('CommonAnnotations: {a: b}\ncommonAnnotations: null\n', configMap)).toBe(configMap)
    expect(renderOne('NamePrefix: a-\nnamePrefix: null\n', configMap)).toContain('name: a-settings\n')
  })
})
