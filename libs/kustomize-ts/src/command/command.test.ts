import { join } from 'node:path'

import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { configMap } from '../testing/render.ts'
import { runCommand } from './command.ts'

async function makeFolder(kustomization = 'resources: [a.yaml]\n'): Promise<string> {
  const root = await temporaryDirectory()
  await writeFiles(root, { 'app/kustomization.yaml': kustomization, 'app/a.yaml': configMap })
  return join(root, 'app')
}

const noFiles = { writeFile: () => expect.unreachable() }

describe('runCommand()', () => {
  it('prints what a folder renders to', async () => {
    const output = runCommand(['build', await makeFolder()], noFiles)
    expect(output).toEqual({ stdout: configMap, stderr: '', exitCode: 0 })
  })

  it('writes to a file instead when it is told to', async () => {
    const written: string[][] = []
    const environment = { writeFile: (path: string, text: string) => void written.push([path, text]) }
    expect(runCommand(['build', await makeFolder(), '-o', 'out.yaml'], environment).stdout).toBe('')
    expect(written).toEqual([['out.yaml', configMap]])
  })

  it('prints warnings to stderr', async () => {
    const folder = await makeFolder('resources: [a.yaml]\ncommonLabels: {a: b}\n')
    const output = runCommand(['build', folder], noFiles)
    expect(output.stderr).toMatch(/^# Warning: 'commonLabels' is deprecated/)
    expect(output.exitCode).toBe(0)
  })

  it.each([
    [['build', 'a', 'b']],
    [['build', '--nope']],
    [['build', '--reorder', 'x']],
    [['build', '--load-restrictor', 'x']],
    [['build', '/there/is/no/such/folder']],
    [['nope']],
  ])('exits 1 for %j', (args) => {
    const output = runCommand(args, noFiles)
    expect(output.exitCode).toBe(1)
    expect(output.stdout).toBe('')
    expect(output.stderr).toMatch(/^Error: /)
  })

  it('lists what a result depends on, as lines and as JSON', async () => {
    const folder = await makeFolder()
    const files = [folder, join(folder, 'kustomization.yaml'), join(folder, 'a.yaml')]
    expect(runCommand(['dependencies', folder], noFiles).stdout).toBe(
      files.map((file) => `${file}\n`).join(''),
    )
    expect(JSON.parse(runCommand(['dependencies', '--json', folder], noFiles).stdout)).toEqual(files)
  })

  it('prints its version', () => {
    expect(runCommand(['version'], noFiles).stdout).toMatch(/^\d+\.\d+\.\d+ \(as kustomize v5\.8\.2\)\n$/)
  })
})
