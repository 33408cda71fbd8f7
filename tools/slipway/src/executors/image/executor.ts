import type { ExecutorContext } from '@nx/devkit'
import path from 'node:path'
import { readEnvironment } from '../../environment.ts'
import { makeImage } from '../../image/make-image.ts'
import { runExecutor } from '../run-executor.ts'

/** Builds a service's image into `dist/images/<service>`, and writes down what it was made of. */
export default async function image(
  _options: unknown,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    const environment = readEnvironment(process.env)
    const result = await makeImage({ workspace, root, environment })
    console.log(`${result.image}@${result.digest}\n${path.join(workspace, result.layout)}`)
  })
}
