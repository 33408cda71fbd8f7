/** What `slipway publish --help` says below the flags. */
export const explanation = `
What differs becomes one commit for all services and environments; when nothing does, there is none.
What is held, or was edited by hand, goes on running, and its newest build is recorded as pending for
"slipway resume". What was reverted in the config repo stays so, until a build differs.

With --ref the routes of slipway.yaml say where a branch goes; without routes "main" (the branch of
nx.json) goes to the first environment. A branch without a route is no error. In pipelines:
--ref "$GITHUB_REF", --ref "refs/heads/$CI_COMMIT_BRANCH".

An environment with others before it gets its builds by "slipway promote", unless a route publishes to it.

When somebody else is faster it plans again, until the time is over. Then nothing was pushed; where the
connection broke in a push, the config repo is asked. The same command again makes no second commit.

The commit names whoever started the pipeline (GitHub, GitLab), else whom Git is configured to name, and
is signed when Git is configured to sign (commit.gpgSign).

Examples:
  slipway publish --env staging
  slipway publish --env dev,staging --timeout 2m
  slipway publish --ref "$GITHUB_REF"
  slipway publish --env staging --dry-run --json
  slipway publish --env staging --source v1.2.0 --allow-older
  slipway publish --env production --hotfix --reason "Orders are lost since 10:02"`
