import { describe, expect, it } from 'vitest'

import { deployment, renderOne } from '../testing/render.ts'

function image(entry: string, from = 'nginx:1'): string | undefined {
  const yaml = renderOne(`images: [{${entry}}]\n`, deployment.replace('nginx:1', from))
  return /image: (.*)/.exec(yaml)?.[1]
}

describe('images', () => {
  it.each([
    ['name: nginx, newTag: "2"', 'nginx:1', 'nginx:2'],
    ['name: nginx, newName: a/b', 'nginx:1', 'a/b:1'],
    ['name: nginx, digest: "sha256:ab"', 'nginx:1', 'nginx@sha256:ab'],
    ['name: nginx, newTag: "2", digest: "sha256:ab"', 'nginx:1', 'nginx:2@sha256:ab'],
    ['name: nginx, newTag: "2"', 'nginx@sha256:ab', 'nginx:2'],
    // Kustomize changes containers once by where they are and once by the fields that are configured.
    ['name: nginx, tagSuffix: -x', 'nginx:1', 'nginx:1-x-x'],
    ['name: "r:5000/a", newTag: "2"', 'r:5000/a:1', 'r:5000/a:2'],
    ['name: other, newTag: "2"', 'nginx:1', 'nginx:1'],
    ['name: ngin, newTag: "2"', 'nginx:1', 'nginx:1'],
    ['name: "ng.*", newTag: "2"', 'nginx:1', 'nginx:2'],
    ['name: "(", newTag: "2"', 'nginx:1', 'nginx:1'],
  ])('{%s} makes of %s %s', (entry, from, to) => {
    expect(image(entry, from)).toBe(to)
  })

  it('finds containers in kinds that it does not know', () => {
    const custom =
      'apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\ndeep:\n- initContainers:\n  - image: nginx:1\n'
    expect(renderOne('images: [{name: nginx, newTag: "2"}]\n', custom)).toContain('image: nginx:2')
  })

  it('changes the images of volumes, for cron jobs too', () => {
    const job =
      'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: x\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          volumes:\n          - image:\n              reference: nginx:1\n'
    expect(renderOne('images: [{name: nginx, newTag: "2"}]\n', job)).toContain('reference: nginx:2')
  })

  it('leaves definitions of custom resources alone', () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\nspec:\n  containers:\n  - image: nginx:1\n'
    expect(renderOne('images: [{name: nginx, newTag: "2"}]\n', definition)).toContain('image: nginx:1')
  })
})
