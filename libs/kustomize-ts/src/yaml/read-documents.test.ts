import { describe, expect, it } from 'vitest'

import { KustomizeError } from '../kustomize-error.ts'
import { readDocuments } from './read-documents.ts'
import { toJson } from './json-text.ts'
import { toValue } from './value.ts'

function read(text: string): string[] {
  return readDocuments(text).map((node) => `${node.line} ${toJson(toValue(node))}`)
}

function place(text: string): string {
  try {
    readDocuments(text)
    return ''
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    const [problem] = error.problems
    return `${problem?.code} ${problem?.line}:${problem?.column}`
  }
}

describe('readDocuments()', () => {
  it('splits at lines that begin with three dashes, and knows the lines', () => {
    expect(read('a: 1\n---\n\nb: 2\n--- # c\n---\nc: 3')).toEqual(['1 {"a":1}', '4 {"b":2}', '7 {"c":3}'])
  })

  it('reads the first document alone of a text that is to be taken as a whole', () => {
    expect(readDocuments('a: 1\n---\nb: 2\n', { isWhole: true })).toHaveLength(1)
  })

  it('splits in block texts too, as Kustomize does', () => {
    expect(read('a: |\n  b\n---\nc: 1\n')).toEqual(['1 {"a":"b\\n"}', '4 {"c":1}'])
  })

  it('takes CR and LF together as one line break', () => {
    expect(read('a: |\r\n  b\r\n---\r\nc: 1\r\n')).toEqual(['1 {"a":"b\\n"}', '4 {"c":1}'])
  })

  it('drops what follows another end of a document', () => {
    expect(read('a: 1\n...\nb: 2\n')).toEqual(['1 {"a":1}'])
  })

  it('leaves out documents that are empty or null', () => {
    expect(read('---\n---\n# c\n---\nnull\n---\na: 1\n')).toEqual(['7 {"a":1}'])
    expect(read('')).toEqual([])
  })

  it('takes a byte order mark at the beginning of each document', () => {
    expect(read('\ufeffa: 1\n---\n\ufeffb: 2\n')).toEqual(['1 {"a":1}', '3 {"b":2}'])
  })

  it('refuses content behind the dashes', () => {
    expect(place('a: 1\n--- b\nc: 1\n')).toBe('invalid-yaml 2:1')
    expect(place('a: 1\n---b: c\nd: 1\n')).toBe('invalid-yaml 2:1')
    expect(place('a: 1\n---\u00a0\nd: 1\n')).toBe('')
    expect(place('a: 1\n---\ufeff\nd: 1\n')).toBe('invalid-yaml 2:1')
  })

  it('says where a text is wrong, counted in the file', () => {
    expect(place('a: 1\n---\nb: 2\nc: d: e\n')).toBe('invalid-yaml 4:5')
  })

  it('opens a single list', () => {
    expect(read('kind: List\nitems:\n- a: 1\n- b: 2\n')).toEqual(['3 {"a":1}', '4 {"b":2}'])
  })

  it('resolves anchors within their document', () => {
    expect(read('a: &x 1\nb: *x\n---\na: &x 2\nb: *x\n')).toEqual(['1 {"a":1,"b":1}', '4 {"a":2,"b":2}'])
    expect(place('a: &x 1\n---\nb: *x\n')).toBe('invalid-yaml 3:4')
  })
})
