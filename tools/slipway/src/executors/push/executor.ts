import type { ExecutorContext } from '@nx/devkit'
import { readEnvironment } from '../../environment.ts'
import { attestImage } from '../../image/attest/attest-image.ts'
import { commitOfResult } from '../../image/commit-of-result.ts'
import { describePush, pushImage } from '../../image/push-image.ts'
import { readResult } from '../../image/result-files.ts'
import { openImageStore } from '../../image/store.ts'
import { readService } from '../../workspace/service.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'
import { runExecutor } from '../run-executor.ts'

/** Options of the target `push`. */
export interface PushOptions {
  /** Where to push instead of the registry of `slipway.yaml`. */
  readonly store?: string
}

/**
 * Uploads what the registry lacks of the image in `dist/images/<service>`, tags it by inputs and commit, and attaches what it
 * is made of and where it comes from.
 */
export default async function push(
  options: PushOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    const environment = readEnvironment(process.env)
    const { name } = await readWorkTree(workspace, (tree) => readService(tree, root))
    const result = await readResult(workspace, name)
    const store = options.store ?? environment.store
    const commit = await commitOfResult(workspace, result)
    const place = openImageStore(result.image, { ...environment, store, workspace })
    const pushed = await pushImage(result, { ...place, workspace, commit })
    console.log(describePush(result, pushed))
    // What was there was built elsewhere, and is not ours to attest.
    if (pushed.kind === 'found') return
    const { buildPlatform } = environment
    const { attached } = await attestImage(result, { ...place, workspace, commit, buildPlatform })
    for (const { artifactType } of attached) console.log(`${result.image}: attached ${artifactType}`)
  })
}
