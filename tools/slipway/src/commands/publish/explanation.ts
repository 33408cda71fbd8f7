/** What `slipway publish --help` says below the flags. */
export const explanation = `
What differs becomes one commit for all services and environments; when nothing does, there is none. What is held, or was edited by hand,
goes on running, and its newest build is recorded as pending for "slipway resume".

With --ref the routes of slipway.yaml say where a branch goes; without routes "main" (the branch of nx.json) goes to the first environment. In
pipelines: --ref "$GITHUB_REF", --ref "refs/heads/$CI_COMMIT_BRANCH". A branch without a route is no error.

An environment with others before it gets its builds by "slipway promote", unless a route of slipway.yaml publishes to it.

The commit names whoever started the pipeline (GitHub, GitLab), else whom Git is configured to name, and is signed when Git is
configured to sign (commit.gpgSign).

Examples:
  slipway publish --env staging
  slipway publish --env dev,staging --timeout 2m
  slipway publish --ref "$GITHUB_REF"
  slipway publish --env staging --dry-run --json
  slipway publish --env staging --source v1.2.0 --allow-older
  slipway publish --env production --hotfix --reason "Orders are lost since 10:02"`
