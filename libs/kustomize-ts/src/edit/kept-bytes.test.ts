import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describeWith } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { KustomizeError } from '../kustomize-error.ts'
import { editText } from './edit-text.ts'

const configRepo = fileURLToPath(new URL('../../../../config-repo', import.meta.url))
const casesFile = new URL('../../../../../shared/kustomize/cases/build.json', import.meta.url)
const isKustomization = (path: string) => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path)

/** The texts that an edit of nothing changes; those that are no kustomizations have no edits. */
function changed(texts: readonly string[]): string[] {
  return texts.filter((text) => {
    try {
      return editText(text, { change: () => undefined }).text !== text
    } catch (error) {
      if (error instanceof KustomizeError && error.code !== 'unsupported') return false
      throw error
    }
  })
}

describe('editText()', () => {
  it('changes no byte of the kustomizations of the configuration when nothing is edited', () => {
    const files = readdirSync(configRepo, { recursive: true, encoding: 'utf8' }).filter(isKustomization)
    const texts = files.map((file) => readFileSync(join(configRepo, file), 'utf8'))
    expect(texts.length).toBeGreaterThan(0)
    expect(changed(texts)).toEqual([])
  })
})

describeWith(['cases'], "The kustomizations of Kustomize's own cases", () => {
  it('keep every byte when nothing is edited', () => {
    const cases = JSON.parse(readFileSync(casesFile, 'utf8')) as { files: Record<string, unknown> }[]
    const texts = cases.flatMap(({ files }) =>
      Object.entries(files).flatMap(([path, text]) =>
        isKustomization(path) && typeof text === 'string' ? [text] : [],
      ),
    )
    expect(texts.length).toBeGreaterThan(0)
    expect(changed(texts)).toEqual([])
  })
})
