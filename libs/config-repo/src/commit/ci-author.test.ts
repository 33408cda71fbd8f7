import { describe, expect, it } from 'vitest'
import { ciAuthor } from './ci-author.ts'

describe('ciAuthor()', () => {
  it('names whom GitHub and GitLab name', () => {
    expect(ciAuthor({ GITHUB_ACTOR: 'octocat', GITHUB_ACTOR_ID: '583231' })).toEqual({
      name: 'octocat',
      email: '583231+octocat@users.noreply.github.com',
    })
    expect(ciAuthor({ GITLAB_USER_NAME: 'Ann', GITLAB_USER_EMAIL: 'ann@example.test' })).toEqual({
      name: 'Ann',
      email: 'ann@example.test',
    })
  })

  it("leaves it to Git elsewhere, and where Git's own variables are set", () => {
    expect(ciAuthor({})).toBeUndefined()
    expect(ciAuthor({ GITHUB_ACTOR: 'octocat', GIT_AUTHOR_EMAIL: 'a@b.test' })).toBeUndefined()
  })
})
