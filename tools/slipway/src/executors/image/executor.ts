import type { ExecutorContext } from '@nx/devkit'
import path from 'node:path'
import { compileOnce } from '../compile-once.ts'

/** Builds a service's image into `dist/images/<service>`, and writes down what it was made of. */
export default async function image(
  _options: unknown,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  compileOnce()
  const { runExecutor } = await import('../run-executor.ts')
  const { readEnvironment } = await import('../../environment.ts')
  const { makeImage } = await import('../../image/make-image.ts')
  return runExecutor(context, async ({ workspace, root }) => {
    const environment = readEnvironment(process.env)
    const result = await makeImage({ workspace, root, environment })
    console.log(`${result.image}@${result.digest}\n${path.join(workspace, result.layout)}`)
  })
}
