import type { GraphCommit } from '@slipway/git'
import { describe, expect, it } from 'vitest'
import { findTrunk } from './trunk.ts'

/** Lines `<commit> <parents> <subject>`, each before its parents. */
function graphOf(...lines: string[]): GraphCommit[] {
  return lines.map((line, index) => {
    const [, oid = '', parents = '', subject = ''] = /^(\S) (\S*) ?(.*)$/.exec(line) ?? []
    return { oid, parents: [...parents], time: 100 - index, subject, trailers: [] }
  })
}

function walk(...lines: string[]): string[] {
  return findTrunk(graphOf(...lines), 'main').map(
    ({ commit, merged }) => commit + merged.map(({ oid }) => oid).join(''),
  )
}

describe('findTrunk()', () => {
  it('follows the first parent, and gives a merge what came with it', () => {
    expect(walk('e d Say', "d bc Merge branch 'review'", 'c a', 'b a', 'a ')).toEqual(['e', 'dc', 'b', 'a'])
  })

  it('gives what two merges reach to the older one, and no merge of a side', () => {
    const lines = ['g fe', 'f ac', 'e dc', 'd c', 'c b', 'b a', 'a ']
    expect(walk(...lines)).toEqual(['gd', 'fcb', 'a'])
  })

  it.each([
    ["Merge branch 'main' of https://git.example/acme/config"],
    ["Merge branch 'main'"],
    ["Merge remote-tracking branch 'origin/main'"],
    ["Merge remote-tracking branch 'origin/main' into review"],
  ])('follows the second parent where the branch itself was merged: %s', (subject) => {
    expect(walk(`d bc ${subject}`, 'c a', 'b a', 'a ')).toEqual(['db', 'c', 'a'])
  })

  it.each([["Merge branch 'maintenance'"], ["Merge branch 'main-2' of x"], ['Merge pull request #7']])(
    'follows the first parent for any other merge: %s',
    (subject) => expect(walk(`d bc ${subject}`, 'c a', 'b a', 'a ')).toEqual(['dc', 'b', 'a']),
  )

  it('gives nothing for a branch without commits', () => {
    expect(findTrunk([], 'main')).toEqual([])
  })
})
