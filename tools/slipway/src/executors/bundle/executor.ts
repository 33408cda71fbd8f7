import type { ExecutorContext } from '@nx/devkit'
import { compileOnce } from '../compile-once.ts'

/** Bundles a service into `dist/<project>`. */
export default async function bundle(
  _options: unknown,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  compileOnce()
  const { runExecutor } = await import('../run-executor.ts')
  const { bundleProject } = await import('../../image/bundle-project.ts')
  return runExecutor(context, async ({ workspace, root }) => {
    const files = await bundleProject(workspace, root)
    console.log(`dist/${root}: ${files.join(', ')}`)
  })
}
