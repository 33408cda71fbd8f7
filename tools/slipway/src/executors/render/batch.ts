import type { ExecutorContext, TaskGraph } from '@nx/devkit'
import path from 'node:path'
import { compileOnce } from '../compile-once.ts'

/** What became of one task; Nx prints and keeps its output. */
export interface BatchedTask {
  readonly task: string
  readonly result: { readonly success: boolean; readonly terminalOutput: string }
}

/**
 * Renders the folders of many projects with one builder: hundreds of processes would each load it and parse what the others share. One by one,
 * as Nx prints only what is told so.
 */
export default async function* renderAll(
  { tasks }: TaskGraph,
  _inputs: unknown,
  _overrides: unknown,
  { root, projectsConfigurations }: ExecutorContext,
): AsyncGenerator<BatchedTask> {
  compileOnce()
  const { createBuilder } = await import('kustomize-ts')
  const { describeError } = await import('../../terminal/describe-error.ts')
  const builder = createBuilder({ boundary: root })
  for (const { id, target } of Object.values(tasks)) {
    const folder = projectsConfigurations.projects[target.project]?.root ?? ''
    yield { task: id, result: attempt(() => builder.build(path.join(root, folder)).yaml, describeError) }
  }
}

function attempt(
  render: () => string,
  describe: (error: unknown) => string | undefined,
): BatchedTask['result'] {
  try {
    return { success: true, terminalOutput: render() }
  } catch (error) {
    const description = describe(error)
    if (description === undefined) throw error
    return { success: false, terminalOutput: `${description}\n` }
  }
}
