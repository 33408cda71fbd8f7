import type { Author } from '@slipway/git'

/**
 * Whom a commit made by a pipeline names: the person that GitHub or GitLab says started it. `undefined` elsewhere, and
 * when the pipeline sets Git's own variables: then Git knows.
 */
export function ciAuthor(variables: Readonly<Record<string, string | undefined>>): Author | undefined {
  const { GIT_AUTHOR_EMAIL, GITHUB_ACTOR, GITHUB_ACTOR_ID, GITLAB_USER_NAME, GITLAB_USER_EMAIL } = variables
  if (GIT_AUTHOR_EMAIL) return undefined
  if (GITLAB_USER_NAME && GITLAB_USER_EMAIL) return { name: GITLAB_USER_NAME, email: GITLAB_USER_EMAIL }
  if (!GITHUB_ACTOR) return undefined
  // The address by which GitHub shows whose commit it is: https://docs.github.com/account-and-profile/reference/email-addresses-reference
  const account = GITHUB_ACTOR_ID ? `${GITHUB_ACTOR_ID}+${GITHUB_ACTOR}` : GITHUB_ACTOR
  return { name: GITHUB_ACTOR, email: `${account}@users.noreply.github.com` }
}
