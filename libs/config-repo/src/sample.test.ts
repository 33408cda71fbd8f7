import { describeWith, programPath } from '@slipway/testing'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'kustomize-ts'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings/settings.ts'

const sample = path.resolve(import.meta.dirname, '../../../config-repo')
const folders = globSync('{base,overlays/*}/*/kustomization.yaml', { cwd: sample })
  .map(path.dirname)
  .toSorted()

describe('config-repo', () => {
  it('has valid settings and an overlay of each service in each environment', () => {
    const { environments } = readSettings(readFileSync(path.join(sample, 'slipway.yaml'), 'utf8'))
    const services = folders
      .filter((folder) => folder.startsWith('base/'))
      .map((folder) => path.basename(folder))
    const overlays = environments.flatMap(({ name }) =>
      services.map((service) => `overlays/${name}/${service}`),
    )
    expect(services).toEqual(expect.arrayContaining(['computation-service', 'metadata-service']))
    expect(folders.filter((folder) => folder.startsWith('overlays/'))).toEqual(overlays.toSorted())
  })

  it('has one replica in staging, three in production, and a config map whose hash the pods carry', () => {
    for (const [environment, replicas] of [
      ['staging', 1],
      ['production', 3],
    ]) {
      const { yaml } = build(path.join(sample, `overlays/${environment}/metadata-service`))
      expect(yaml).toContain(`replicas: ${replicas}\n`)
      expect(yaml).toMatch(/configMapRef:\n +name: metadata-service-config-[a-z0-9]{10}\n/)
      expect(yaml).toContain(`APP_ENV: ${environment}\n`)
    }
  })
})

describeWith(['kustomize'], 'config-repo under kustomize build', () => {
  it.each(folders)('prints what kustomize-ts prints for %s', (folder) => {
    const directory = path.join(sample, folder)
    const expected = execFileSync(programPath('kustomize'), ['build', directory], { encoding: 'utf8' })
    expect(build(directory).yaml).toBe(expected)
  })
})
