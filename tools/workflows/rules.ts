import type { Job, Step, Workflow } from './workflow.ts'

/** The sentences that say what breaks this repository's rules for workflows; none when all is well. */
export function checkWorkflow(workflow: Workflow): string[] {
  return [
    ...(Object.keys(workflow.permissions ?? { missing: '' }).length > 0
      ? ['permissions of the workflow are not empty: each job names its own']
      : []),
    ...(workflow.concurrency ? [] : ['no concurrency group']),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      checkJob(job).map((found) => `job ${name}: ${found}`),
    ),
  ]
}

function checkJob(job: Job): string[] {
  return [
    ...(job['timeout-minutes'] ? [] : ['no timeout-minutes']),
    ...(job.permissions ? [] : ['no permissions']),
    ...job.steps.flatMap((step) =>
      checkStep(step).map((found) => `step ${step.name ?? step.uses ?? step.run}: ${found}`),
    ),
  ]
}

function checkStep(step: Step): string[] {
  const found: string[] = []
  if (step.uses && !/@[0-9a-f]{40}$/.test(step.uses)) found.push('the action is not pinned by commit')
  if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false) {
    found.push('checkout leaves its credentials in the work tree')
  }
  if (step.run?.includes('${{')) found.push('an expression inside a script can be code: pass it through env')
  if (/kubeconfig|kube_token|argocd.*(token|password)|azure\/k8s|aws-actions/i.test(JSON.stringify(step))) {
    found.push('a credential of a cluster')
  }
  return found
}
