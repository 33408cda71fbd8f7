/** What the help says below the flags. */
export const explanation = `
One commit for all services, or none: a refusal says everything that is wrong, and for each which flag overrules it. What is promoted
are digests of the config repo's Git; --ref promotes all of them, and a tag names the release set.

With --branch nothing is deployed: a branch is pushed, and its title and body are printed. The same command again renews
it when something differs, and "slipway check" on it says whether its target has changed since.

Examples:
  slipway promote orders --to production
  slipway promote orders@sha256:3f2c9a --to production --dry-run
  slipway promote --all --release v1.2.0 --from staging --to production --branch
  slipway promote --ref "$GITHUB_REF" --branch --json > review.json

A request of what was pushed, with GitHub's program or GitLab's:
  gh pr create --head "$(jq -r .review.branch review.json)" --title "$(jq -r .review.title review.json)" --body "$(jq -r .review.body review.json)"
  glab mr create --source-branch "$(jq -r .review.branch review.json)" --title "$(jq -r .review.title review.json)" --description "$(jq -r .review.body review.json)"`
