// One publish in a process of its own, which keeps what it compiled, as the command does.
import { enableCompileCache } from 'node:module'
import type { LargeConfigRepo } from '../config-repos/large-config-repo.ts'
import type { PublishBoth } from '../config-repos/publish-both.ts'

enableCompileCache()
const { publishBoth } = await import('../config-repos/publish-both.ts')
const { repository, how } = JSON.parse(process.argv[2] ?? '') as {
  repository: LargeConfigRepo
  how: PublishBoth
}
await publishBoth(repository, how)
