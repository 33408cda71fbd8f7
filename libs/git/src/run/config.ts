import { runGit, type GitContext } from './run-git.ts'

/** Every configured value by its key, in the order in which they count: the last one wins. */
export type Config = ReadonlyMap<string, readonly string[]>

const known = new WeakMap<GitContext, Promise<Config>>()

/** How Git is configured, read once. Keys are as Git prints them: section and name in small letters. */
export function configOf(context: GitContext): Promise<Config> {
  const config = known.get(context) ?? readConfig(context)
  known.set(context, config)
  return config
}

/** Has the configuration read anew, after a change of it. */
export function forgetConfig(context: GitContext): void {
  known.delete(context)
}

async function readConfig(context: GitContext): Promise<Config> {
  const { stdout } = await runGit(context, ['config', '--list', '--includes', '-z'], {
    purpose: 'read the configuration',
  })
  const config = new Map<string, string[]>()
  for (const record of stdout.toString('utf8').split('\0').filter(Boolean)) {
    // A key without a value means yes.
    const [key = '', value = 'true'] = record.split(/\n(.*)/s)
    config.set(key, [...(config.get(key) ?? []), value])
  }
  return config
}
