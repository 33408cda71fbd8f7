import { configOf, type Config } from '../run/config.ts'
import { environmentOf, type GitContext } from '../run/run-git.ts'
import type { Author } from './commit-tree.ts'

/**
 * Whom Git would name, by the variables and settings that it looks at first; `undefined` where it would guess, change the name, take another
 * time than now, or refuse, which is left to it. See "Identity" in <https://git-scm.com/docs/git-commit>.
 */
export async function identityOf(
  context: GitContext,
  author: Author | undefined,
): Promise<{ author: Author; committer: Author } | undefined> {
  const env = environmentOf(context)
  if (env['GIT_AUTHOR_DATE'] || env['GIT_COMMITTER_DATE']) return undefined
  if (author) return isPlain(author) ? { author, committer: author } : undefined
  const config = await configOf(context)
  const [writer, committer] = [personOf('author', env, config), personOf('committer', env, config)]
  return writer && committer && { author: writer, committer }
}

function personOf(
  role: 'author' | 'committer',
  env: Readonly<Record<string, string | undefined>>,
  config: Config,
): Author | undefined {
  const find = (field: 'name' | 'email') =>
    env[`GIT_${role}_${field}`.toUpperCase()] ??
    config.get(`${role}.${field}`)?.at(-1) ??
    config.get(`user.${field}`)?.at(-1)
  const [name, email] = [find('name'), find('email')]
  if (name === undefined || email === undefined) return undefined
  return isPlain({ name, email }) ? { name, email } : undefined
}

/** Whether Git takes a name as it is: it drops `<`, `>` and line ends, and some characters at both ends. */
function isPlain({ name, email }: Author): boolean {
  return [name, email].every((text) =>
    /^[^\s.,:;<>"\\'\p{Cc}](?:[^<>\p{Cc}]*[^\s.,:;<>"\\'\p{Cc}])?$/u.test(text),
  )
}
