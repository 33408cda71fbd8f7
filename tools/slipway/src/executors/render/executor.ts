import type { ExecutorContext } from '@nx/devkit'
import path from 'node:path'
import { renderKustomization } from '../../render/render-kustomization.ts'
import { runExecutor } from '../run-executor.ts'

/** Prints what the kustomization in the project's folder stands for. */
export default async function render(
  _options: unknown,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    process.stdout.write(renderKustomization(workspace, path.join(workspace, root)))
  })
}
