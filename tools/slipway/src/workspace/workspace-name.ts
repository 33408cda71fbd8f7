import { z } from 'zod'
import { SlipwayError } from '../slipway-error.ts'
import type { SourceTree } from './source-tree.ts'

const manifest = z.object({ name: z.string().min(1) })

/** The name of a workspace: that of its root `package.json` without the scope. Throws `no-workspace`. */
export async function readWorkspaceName(tree: SourceTree): Promise<string> {
  const text = (await tree.readTexts(['package.json'])).get('package.json') ?? '{}'
  const { success, data } = manifest.safeParse(JSON.parse(text))
  if (success) return data.name.replace(/^@[^/]*\//, '')
  throw new SlipwayError('no-workspace', 'Cannot name the workspace: wanted a "name" in its package.json')
}
