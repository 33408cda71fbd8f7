import { spawnSync } from 'node:child_process'

import { describeWith, programPath, temporaryDirectory, writeFiles } from '@slipway/testing'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { build } from '../build.ts'
import { KustomizeError } from '../kustomize-error.ts'
import { yamlTexts } from '../testing/yaml-texts.ts'

const seed = 20_240_601
const count = 400
/** Each takes a process of its own. */
const refusedCount = 25

function resource(name: string, text: string): string {
  return `apiVersion: example.com/v1\nkind: Text\nmetadata:\n  name: ${name}\nspec:\n${text}`
}

function tryBuild(folder: string): string | undefined {
  try {
    return build(folder).yaml
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}

function command(folder: string) {
  return spawnSync(programPath('kustomize'), ['build', folder], { encoding: 'utf8' })
}

describeWith(['kustomize'], 'The kustomize command and build()', () => {
  it('read the same in texts of all kinds, and refuse the same', async () => {
    const texts = fc
      .sample(yamlTexts, { seed, numRuns: count })
      .map((text, index) => resource(`n${index}`, text))
    const root = await temporaryDirectory()
    const folders = texts.map((_text, index) => `${root}/t${index}`)
    await writeFiles(
      root,
      Object.fromEntries(
        texts.flatMap((text, index) => [
          [`t${index}/kustomization.yaml`, 'resources: [r.yaml]\n'],
          [`t${index}/r.yaml`, text],
        ]),
      ),
    )
    const accepted = folders.filter((folder) => tryBuild(folder) !== undefined)
    const refused = folders.filter((folder) => !accepted.includes(folder))
    const list = accepted.map((folder) => `- ${folder.slice(root.length + 1)}\n`).join('')
    await writeFiles(root, { 'kustomization.yaml': `resources:\n${list}` })
    expect(build(root).yaml).toBe(command(root).stdout)
    expect(accepted.length).toBeGreaterThan(50)
    expect(refused.length).toBeGreaterThan(refusedCount)
    for (const folder of refused.slice(0, refusedCount)) expect(command(folder).status).toBe(1)
  }, 60_000)
})
