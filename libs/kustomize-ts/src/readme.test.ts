import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { beforeAll, describe, expect, it } from 'vitest'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8')
const run = promisify(execFile)

/** The fenced blocks of a language, in their order. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  )
}

/** The files that the examples run on: blocks of YAML whose first line has their path. */
function exampleFiles(): Record<string, string> {
  return Object.fromEntries(blocks('yaml').map((text) => [/^# (\S+)/.exec(text)?.[1], text]))
}

const examples = blocks('ts').map((code, index) => ({ code, printed: blocks('text')[index] }))

const separator = '# next example'

/** What the examples print, each on its own; one process runs them all, as starting one takes longer than an example. */
async function runExamples(): Promise<string[]> {
  const folder = await temporaryDirectory()
  const files = examples.map(({ code }, index) => [`example-${index}.mts`, code] as const)
  const imports = files.map(([name]) => `await import('./${name}')\nconsole.log('${separator}')\n`)
  await writeFiles(folder, { ...exampleFiles(), ...Object.fromEntries(files), 'all.mts': imports.join('') })
  await mkdir(join(folder, 'node_modules'))
  await symlink(packageFolder, join(folder, 'node_modules/kustomize-ts'))
  const { stdout } = await run(process.execPath, ['all.mts'], { cwd: folder })
  return stdout.split(`${separator}\n`)
}

describe('The README', () => {
  let printed: string[]
  beforeAll(async () => {
    printed = await runExamples()
  })

  it('has five examples or more', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5)
  })

  it.each(examples.map((example, index) => [index + 1, example.printed]))(
    'has an example %i that prints what it says',
    (index, wanted) => {
      expect(printed[Number(index) - 1]?.trimEnd()).toBe(String(wanted).trimEnd())
    },
  )
})
