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
const runs = Number(process.env['EDIT_RUNS'] ?? 120)
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

/** What a run makes of a text, as data without what the original tidies; of a failed run, the text. */
async function outcome(folder: string, text: string, run: () => Promise<number>): Promise<unknown> {
  const file = join(folder, 'kustomization.yaml')
  await writeFile(file, text)
  const exitCode = await run()
  const after = await readFile(file, 'utf8')
  return { exitCode, after: exitCode === 0 ? tidy(after, text) : after }
}

describeWith(['kustomize'], 'The edits of the kustomize command', () => {
  it('leave the data that kustomize-ts leaves, and fail where it fails', async () => {
    const [theirs, ours] = await Promise.all([folderWith(editedFolder), folderWith(editedFolder)])
    const environment = diskEnvironment(ours)
    const property = fc.asyncProperty(kustomizationTexts(), editCalls(), async (text, args) => {
      const [expected, actual] = await Promise.all([
        outcome(theirs, text, () => original(theirs, args)),
        outcome(ours, text, async () => (await runCommand(['edit', ...args], environment)).exitCode),
      ])
      expect(actual).toEqual(expected)
    })
    await fc.assert(property, { numRuns: runs, seed })
  }, 600_000)
})
