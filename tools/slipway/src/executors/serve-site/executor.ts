import type { ExecutorContext } from '@nx/devkit'
import { once } from 'node:events'
import { serveSite } from '../../serve/serve-site.ts'
import { readService } from '../../workspace/service.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'
import { runExecutor } from '../run-executor.ts'

/** Options of the target `serve` of a front end. */
export interface ServeSiteOptions {
  readonly port?: number
  readonly api?: string
}

/** Serves a front end from its source until it is told to stop. */
export default async function serve(
  options: ServeSiteOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runExecutor(context, async ({ workspace, root }) => {
    const service = await readWorkTree(workspace, (tree) => readService(tree, root))
    await using site = await serveSite({
      page: `${workspace}/${service.main}`,
      publicFolder: `${workspace}/${root}/public`,
      port: options.port ?? service.port ?? 0,
      api: options.api ?? service.api ?? 'http://localhost:3000',
    })
    console.log(`${service.name}: ${site.url}`)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  })
}
