import { z } from 'zod'
import type { SourceTree } from './source-tree.ts'

const repository = z
  .object({ repository: z.union([z.string(), z.object({ url: z.string() })]) })
  .transform(({ repository: value }) => (typeof value === 'string' ? value : value.url))

/**
 * The URL of the source repository, as the workspace's package.json has it: unlike a remote's URL it is the same in
 * every clone.
 */
export async function readSourceUrl(tree: SourceTree): Promise<string | undefined> {
  const text = (await tree.readTexts(['package.json'])).get('package.json') ?? '{}'
  return repository.safeParse(JSON.parse(text)).data
}
