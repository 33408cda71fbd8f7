import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describeWith, programPath, temporaryDirectory, writeFiles } from '@slipway/testing'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { diskEnvironment } from '../../testing/disk-environment.ts'
import { editCalls, editedFolder } from '../../testing/edit-calls.ts'
import { kustomizationTexts } from '../../testing/kustomization-texts.ts'
import { tidy } from '../../testing/tidy.ts'
import { runCommand } from '../run-command.ts'

/** A longer search: `EDIT_RUNS=20000 EDIT_SEED=7 npx vitest run …`. */
const numRuns = Number(process.env['EDIT_RUNS'] ?? 80)
const seed = Number(process.env['EDIT_SEED'] ?? 1)

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryDirectory()
  await writeFiles(root, files)
  return root
}

function original(folder: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    execFile(programPath('kustomize'), ['edit', ...args], { cwd: folder }, (error) => {
      resolve(error === null ? 0 : Number(error.code))
    })
  })
}

/** What runs make of a text, each as data without what the original tidies; of a failed run, the text as it was. */
async function outcomes(
  folder: string,
  text: string,
  runs: readonly (() => Promise<number>)[],
): Promise<unknown[]> {
  const file = join(folder, 'kustomization.yaml')
  await writeFile(file, text)
  const results: unknown[] = []
  for (const run of runs) {
    const before = await readFile(file, 'utf8')
    const exitCode = await run()
    const after = await readFile(file, 'utf8')
    results.push(exitCode === 0 ? tidy(after, text) : { exitCode, isWritten: after !== before })
  }
  return results
}

describeWith(['kustomize'], 'The edits of the kustomize command', () => {
  it('leave the data that kustomize-ts leaves, and fail where it fails, also one after the other', async () => {
    const [theirs, ours] = await Promise.all([folderWith(editedFolder), folderWith(editedFolder)])
    const environment = diskEnvironment(ours)
    const calls = fc.array(editCalls(), { minLength: 1, maxLength: 2 })
    const property = fc.asyncProperty(kustomizationTexts(), calls, async (text, list) => {
      const [expected, actual] = await Promise.all([
        outcomes(
          theirs,
          text,
          list.map((args) => () => original(theirs, args)),
        ),
        outcomes(
          ours,
          text,
          list.map((args) => async () => (await runCommand(['edit', ...args], environment)).exitCode),
        ),
      ])
      expect(actual).toEqual(expected)
    })
    await fc.assert(property, { numRuns, seed })
  }, 600_000)
})
