import type { ExecutorContext } from '@nx/devkit'
import path from 'node:path'
import { buildModules, checkModules } from '../../wasm/build-modules.ts'
import { runExecutor } from '../run-executor.ts'

/** Compiles the kernels of a project to WebAssembly modules beside them, or checks that this was done. */
export default async function wasm(
  { check = false }: { check?: boolean },
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    const modules = await (check ? checkModules : buildModules)(path.join(workspace, root))
    for (const { file, bytes, isCurrent } of modules)
      console.log(`${path.join(root, file)}: ${bytes.length} bytes, ${isCurrent ? 'unchanged' : 'written'}`)
  })
}
