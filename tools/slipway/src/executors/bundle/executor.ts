import type { ExecutorContext } from '@nx/devkit'
import { bundleProject } from '../../image/bundle/bundle-project.ts'
import { runExecutor } from '../run-executor.ts'

/** Bundles a service into `dist/<project>`. */
export default async function bundle(
  _options: unknown,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    const files = await bundleProject(workspace, root)
    console.log(`dist/${root}: ${files.join(', ')}`)
  })
}
