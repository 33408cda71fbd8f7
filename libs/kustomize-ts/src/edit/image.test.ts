import { describe, expect, it } from 'vitest'

import { errorOf } from '../testing/render.ts'
import { editText } from './edit-text.ts'
import { parseImage, setImages } from './image.ts'

const set = (text: string, ...args: string[]) => editText(text, setImages(args.map(parseImage))).text

describe('setImages()', () => {
  it('sets what is given, takes out what is not, and keeps order and comments', () => {
    const text =
      'images:\n  - name: web # front\n    newName: x/web\n    newTag: "1" # pinned\n  # back\n  - name: api\n'
    expect(set(text, 'web:2', 'api=y/api@sha256:a')).toBe(
      'images:\n  - name: web # front\n    newTag: "2" # pinned\n  # back\n  - name: api\n    newName: y/api\n    digest: sha256:a\n',
    )
  })

  it('keeps what an asterisk stands for', () => {
    const text = 'images:\n- name: web\n  newName: x/web\n  newTag: v1\n'
    expect(set(text, 'web=*:v2')).toBe(text.replace('v1', 'v2'))
    expect(set(text, 'web=*:*@sha256:a')).toBe(`${text}  digest: sha256:a\n`)
    expect(set('', 'web=*:v2')).toBe('images:\n- name: web\n  newTag: v2\n')
  })

  it('leaves one entry of a name, and takes a suffix of its tag out', () => {
    expect(set('images:\n- name: a\n  tagSuffix: -x\n- name: b\n- name: a\n', 'a:1')).toBe(
      'images:\n- name: a\n  newTag: "1"\n- name: b\n',
    )
  })

  it('sets an image where an older field has it', () => {
    expect(set('imageTags:\n- name: a\n  newTag: v1\n', 'a:v2')).toBe('imageTags:\n- name: a\n  newTag: v2\n')
  })
})

describe('parseImage()', () => {
  it.each([
    ['a:1', { name: 'a', newTag: '1', digest: '' }],
    ['a@sha256:1', { name: 'a', newTag: '', digest: 'sha256:1' }],
    ['a=x:5000/b:1@sha256:1', { name: 'a', newName: 'x:5000/b', newTag: '1', digest: 'sha256:1' }],
    ['x:5000/b:1', { name: 'x:5000/b', newTag: '1', digest: '' }],
    ['a=b', { name: 'a', newName: 'b', newTag: '', digest: '' }],
  ])('reads %j', (argument, expected) => {
    expect(parseImage(argument)).toEqual(expected)
  })

  it('refuses a name alone', () => {
    expect(errorOf(() => parseImage('x:5000/a')).code).toBe('bad-argument')
  })
})
