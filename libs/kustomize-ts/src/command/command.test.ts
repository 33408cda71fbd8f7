import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { readFiles, temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { configMap, deployment } from '../testing/render.ts'
import { diskEnvironment } from '../testing/disk-environment.ts'
import { runCommand } from './run-command.ts'

async function makeFolder(files: Readonly<Record<string, string>> = {}) {
  const root = await temporaryDirectory()
  await writeFiles(root, {
    'app/kustomization.yaml': 'resources: [a.yaml]\n',
    'app/a.yaml': configMap,
    ...files,
  })
  const environment = diskEnvironment(root)
  return { root, run: (...args: string[]) => runCommand(args, environment) }
}

describe('runCommand()', () => {
  it('prints what a folder renders to', async () => {
    const { run } = await makeFolder()
    expect(await run('build', 'app')).toEqual({ stdout: configMap, stderr: '', exitCode: 0 })
  })

  it('renders the current folder when none is named', async () => {
    const { run } = await makeFolder({ 'kustomization.yaml': 'resources: [app]\n' })
    expect((await run('build')).stdout).toBe(configMap)
  })

  it.each([['-o', 'out.yaml'], ['-oout.yaml'], ['-o=out.yaml'], ['--output=out.yaml']])(
    'writes to a file instead with %s',
    async (...flag) => {
      const { root, run } = await makeFolder()
      expect(await run('build', 'app', ...flag)).toEqual({ stdout: '', stderr: '', exitCode: 0 })
      expect((await readFiles(root))['out.yaml']).toBe(configMap)
    },
  )

  it('writes each resource to a file of its own when the output is a folder', async () => {
    const { root, run } = await makeFolder({ 'app/a.yaml': `${configMap}---\n${deployment}` })
    await mkdir(join(root, 'out'))
    await run('build', 'app', '--output', 'out')
    expect(await readFiles(join(root, 'out'))).toEqual({
      'v1_configmap_settings.yaml': configMap,
      'apps_v1_deployment_web.yaml': deployment,
    })
  })

  it('writes no file for a resource whose name would lead out of the folder', async () => {
    const { root, run } = await makeFolder({ 'app/a.yaml': configMap.replace('settings', '/../../up') })
    await mkdir(join(root, 'out'))
    const { exitCode, stderr } = await run('build', 'app', '-o', 'out')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^Error: /)
    expect(await readFiles(join(root, 'out'))).toEqual({})
  })

  it('writes a file for each of several folders, nested as they are', async () => {
    const { root, run } = await makeFolder({
      'env/staging/web/kustomization.yaml': 'resources: [../../../app]\nnamePrefix: s-\n',
      'env/production/web/kustomization.yaml': 'resources: [../../../app]\nnamePrefix: p-\n',
    })
    const output = await run('build', 'env/staging/web', 'env/production/web', '--output', 'new/out')
    expect(output).toEqual({ stdout: '', stderr: '', exitCode: 0 })
    expect(await readFiles(join(root, 'new/out'))).toEqual({
      'production/web.yaml': configMap.replace('settings', 'p-settings'),
      'staging/web.yaml': configMap.replace('settings', 's-settings'),
    })
  })

  it('writes nothing when one of several folders fails, and reports all that do', async () => {
    const { root, run } = await makeFolder({
      'b/kustomization.yaml': 'nope: 1\n',
      'c/kustomization.yaml': 'resources: [nope.yaml]\n',
    })
    const { exitCode, stderr } = await run('build', 'app', 'b', 'c', '-o', 'out')
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`${root}/b/kustomization.yaml:1:1: `)
    expect(stderr).toContain(`${root}/c/kustomization.yaml:1:13: `)
    expect(existsSync(join(root, 'out'))).toBe(false)
  })

  it('prints warnings to stderr', async () => {
    const { run } = await makeFolder({
      'app/kustomization.yaml': 'resources: [a.yaml]\ncommonLabels: {a: b}\n',
    })
    const output = await run('build', 'app')
    expect(output.stderr).toMatch(/^# Warning: 'commonLabels' is deprecated/)
    expect(output.exitCode).toBe(0)
  })

  it('labels resources as managed by Kustomize by a flag or by an environment variable', async () => {
    const { root, run } = await makeFolder()
    const { stdout } = await run('build', 'app', '--enable-managedby-label')
    expect(stdout).toContain('app.kubernetes.io/managed-by: kustomize-v5.8.2')
    const environment = { ...diskEnvironment(root), variables: { KUSTOMIZE_ENABLE_MANAGEDBY_LABEL: 'on' } }
    expect((await runCommand(['build', 'app'], environment)).stdout).toBe(stdout)
  })

  it.each([
    [['build', 'a', 'b']],
    [['build', '--nope']],
    [['build', '--reorder', 'x']],
    [['build', '--load-restrictor', 'x']],
    [['build', '/there/is/no/such/folder']],
    [['build', 'https://github.com/owner/repository']],
    [['build', 'app', '-o', '/there/is/no/such/folder/file']],
    [['dependencies', 'a', 'b']],
    [['version', '--short', '-ojson']],
    [['localize', 'app']],
    [['nope']],
  ])('exits 1 for %j', async (args) => {
    const { run } = await makeFolder()
    const output = await run(...args)
    expect(output.exitCode).toBe(1)
    expect(output.stdout).toBe('')
    expect(output.stderr).toMatch(/^Error: /)
  })

  it('prints the stack of an error on request', async () => {
    const { run } = await makeFolder()
    expect((await run('build', 'nope')).stderr).not.toContain('\n    at ')
    expect((await run('--stack-trace', 'build', 'nope')).stderr).toContain('\n    at ')
  })

  it('suggests the command that was meant', async () => {
    const { run } = await makeFolder()
    expect((await run('buidl')).stderr).toContain('Did you mean this?\n\tbuild\n')
    expect((await run('xyz')).stderr).not.toContain('Did you mean')
  })

  it('lists what a result depends on, as lines and as JSON', async () => {
    const { root, run } = await makeFolder()
    const files = ['app', 'app/kustomization.yaml', 'app/a.yaml'].map((file) => join(root, file))
    expect((await run('dependencies', 'app')).stdout).toBe(files.map((file) => `${file}\n`).join(''))
    expect(JSON.parse((await run('dependencies', '--json', 'app')).stdout)).toEqual(files)
    expect(files.every((file) => statSync(file))).toBe(true)
  })

  it.each([
    [[], 'kustomize-ts [command]'],
    [['--help'], 'kustomize-ts [command]'],
    [['help', 'build'], 'kustomize-ts build [DIR...] [flags]'],
    [['build', 'app', '-h'], 'kustomize-ts build [DIR...] [flags]'],
    [['-h', 'dependencies'], 'kustomize-ts dependencies [DIR] [flags]'],
    [['version', '--help'], 'kustomize-ts version [flags]'],
  ])('prints help for %j', async (args, usage) => {
    const { run } = await makeFolder()
    const output = await run(...args)
    expect(output.stdout).toContain(`Usage:\n  ${usage}\n`)
    expect(output).toMatchObject({ stderr: '', exitCode: 0 })
  })

  it('prints the version of this package beside that of Kustomize when a format is asked for', async () => {
    const { run } = await makeFolder()
    expect(JSON.parse((await run('version', '-o', 'json')).stdout)).toMatchObject({
      version: 'v5.8.2',
      kustomizeTs: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })
})
