import { withoutCredentials } from '@slipway/git'
import { z } from 'zod'
import type { SourceTree } from './source-tree.ts'

const repository = z
  .object({ repository: z.union([z.string(), z.object({ url: z.string() })]) })
  .transform(({ repository: value }) => (typeof value === 'string' ? value : value.url))

/**
 * The URL of the source repository, as the workspace's package.json has it: unlike a remote's URL it is the same in
 * every clone. Credentials are left out.
 */
export async function readSourceUrl(tree: SourceTree): Promise<string | undefined> {
  const text = (await tree.readTexts(['package.json'])).get('package.json') ?? '{}'
  const { data } = repository.safeParse(JSON.parse(text))
  return data === undefined || data === '' ? undefined : toUrl(data)
}

const hosts: Record<string, string> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
}

/**
 * npm writes `git+https://…`, and takes `acme/shop` and `gitlab:acme/shop` for short; registries that link an image to its
 * source know neither (https://docs.npmjs.com/cli/v11/configuring-npm/package-json#repository).
 */
function toUrl(name: string): string {
  const [, host = 'github', folder] = /^(?:([a-z]+):)?([\w.-]+\/[\w.-]+)$/.exec(name) ?? []
  const domain = hosts[host]
  if (folder !== undefined && domain !== undefined) return `https://${domain}/${folder}`
  return withoutCredentials(name.replace(/^git\+/, ''))
}
