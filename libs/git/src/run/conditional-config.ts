import path from 'node:path'
import { environmentOf, runGit, type GitContext } from './run-git.ts'
import type { Config } from './config.ts'

/** Files of configuration that count in one repository and not in another, by what they weigh against its own file. */
export interface ConditionalFiles {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Where a repository lies, or its branch: what `includeIf` looks at, and what is different elsewhere. */
const condition = /^includeif\.(gitdir|gitdir\/i|onbranch):.*\.path$/s

/** Whether some file of configuration counts depending on where a repository is. */
export function hasConditions(config: Config): boolean {
  return [...config.keys()].some((key) => condition.test(key))
}

/**
 * The files that `includeIf` brings into the configuration of a repository because of its place: the name for the commits of a company,
 * or the credentials of a pipeline. See "Conditional includes" in <https://git-scm.com/docs/git-config>. `configFile` is its own file.
 */
export async function conditionalFiles(context: GitContext, configFile: string): Promise<ConditionalFiles> {
  const args = ['config', '--list', '--includes', '--show-scope', '--show-origin', '-z']
  const { stdout } = await runGit(context, args, { purpose: 'read the configuration' })
  const records = readRecords(stdout.toString('utf8'), path.dirname(path.dirname(configFile)))
  const read = new Set(records.map(({ file }) => file))
  const home = environmentOf(context)['HOME'] ?? ''
  const found = records.flatMap(({ scope, file, key, value }) => {
    if (!condition.test(key)) return []
    const included = path.resolve(path.dirname(file), value.replace(/^~(?=\/)/, home))
    return read.has(included) ? [{ included, isOwn: scope === 'local' || scope === 'worktree' }] : []
  })
  const filesOf = (own: boolean) => [
    ...new Set(found.filter(({ isOwn }) => isOwn === own).map((one) => one.included)),
  ]
  return { before: filesOf(false), after: filesOf(true) }
}

interface ConfigRecord {
  readonly scope: string
  readonly file: string
  readonly key: string
  readonly value: string
}

/** With `-z`: a scope, an origin, and a key with its value, again and again. Git tells a file in the repository by its path from the root. */
function readRecords(text: string, root: string): ConfigRecord[] {
  const fields = text.split('\0')
  return Array.from({ length: Math.floor(fields.length / 3) }, (_, index) => {
    const [scope = '', origin = '', entry = ''] = fields.slice(index * 3, index * 3 + 3)
    const [key = '', value = ''] = entry.split(/\n(.*)/s)
    return { scope, file: path.resolve(root, origin.replace(/^file:/, '')), key, value }
  })
}
