import { readSettings } from '@slipway/config-repo'
import { readFiles } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const files = await readFiles(path.resolve(import.meta.dirname, '../../../../config-repo'))

interface AppProject {
  spec: { sourceRepos: string[]; destinations: { namespace: string }[] }
}

describe('config-repo/argocd', () => {
  const project = parse(files['argocd/project.yaml'] ?? '') as AppProject

  it('permits the namespaces of slipway.yaml and no other', () => {
    const { environments } = readSettings(files['slipway.yaml'] ?? '')
    const wanted = environments.map(({ namespace }) => namespace)
    expect(project.spec.destinations.map(({ namespace }) => namespace)).toEqual(wanted)
  })

  it('names one repository, once in each file', () => {
    expect(repositoriesIn('argocd/applicationset.yaml')).toEqual(project.spec.sourceRepos)
    expect(repositoriesIn('argocd/project.yaml')).toEqual(project.spec.sourceRepos)
  })
})

function repositoriesIn(file: string): string[] {
  return [...(files[file]?.match(/\w+:\/\/\S+\.git\b/g) ?? [])]
}
