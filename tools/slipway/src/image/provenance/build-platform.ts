/** Who builds, in the words of SLSA: what one has to trust to believe a provenance. */
export interface BuildPlatform {
  /** A URI: of the workflow that runs, or one that stands for somebody's machine. */
  readonly id: string
  /** URL of this run. */
  readonly invocation: string | undefined
}

/** A machine of which nothing is known. */
export const someMachine: BuildPlatform = { id: 'urn:slipway:local', invocation: undefined }

/** Reads what GitHub Actions and GitLab CI say of the workflow and the run. */
export function readBuildPlatform(variables: NodeJS.ProcessEnv): BuildPlatform {
  const read = (name: string) => variables[name] ?? ''
  if (variables['GITHUB_ACTIONS'] === 'true') {
    const run = `${read('GITHUB_REPOSITORY')}/actions/runs/${read('GITHUB_RUN_ID')}`
    return {
      id: `${read('GITHUB_SERVER_URL')}/${read('GITHUB_WORKFLOW_REF')}`,
      invocation: `${read('GITHUB_SERVER_URL')}/${run}/attempts/${read('GITHUB_RUN_ATTEMPT')}`,
    }
  }
  if (variables['GITLAB_CI'] === 'true')
    return {
      id: `${read('CI_PROJECT_URL')}/-/blob/${read('CI_COMMIT_SHA')}/.gitlab-ci.yml`,
      invocation: read('CI_JOB_URL'),
    }
  return someMachine
}
