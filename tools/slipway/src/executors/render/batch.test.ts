import type { TaskGraph } from '@nx/devkit'
import { build } from 'kustomize-ts'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openShop } from '../../testing/shop.ts'
import renderAll, { type BatchedTask } from './batch.ts'

it('renderAll() renders each project as it is rendered alone, and fails those alone that are wrong', async () => {
  const { directory, commit } = await openShop()
  await commit({ 'config-repo/overlays/staging/api/kustomization.yaml': 'resources: [missing.yaml]\n' })
  const roots = ['overlays/staging/web', 'overlays/staging/api', 'base/web'].map(
    (name) => `config-repo/${name}`,
  )
  const projects = Object.fromEntries(roots.map((root) => [root, { root }]))
  const tasks = Object.fromEntries(
    roots.map((root) => [
      `${root}:render`,
      { id: `${root}:render`, target: { project: root, target: 'render' } },
    ]),
  ) as unknown as TaskGraph['tasks']
  const context = {
    root: directory,
    projectsConfigurations: { version: 2, projects },
  } as unknown as Parameters<typeof renderAll>[3]
  const graph = { tasks, roots: Object.keys(tasks), dependencies: {}, continuousDependencies: {} }
  const found: BatchedTask[] = []
  for await (const one of renderAll(graph, {}, {}, context)) found.push(one)
  expect(found.map(({ task, result }) => [task, result.success])).toEqual([
    ['config-repo/overlays/staging/web:render', true],
    ['config-repo/overlays/staging/api:render', false],
    ['config-repo/base/web:render', true],
  ])
  expect(found[0]?.result.terminalOutput).toBe(build(path.join(directory, roots[0] ?? '')).yaml)
  expect(found[1]?.result.terminalOutput).toContain('kustomization.yaml:1:13: ')
})
