import type { ExecutorContext } from '@nx/devkit'
import { SlipwayError } from '../slipway-error.ts'
import { describeError } from '../terminal/describe-error.ts'

/** The project that a target runs for, by its folder relative to the workspace root. */
export interface TargetProject {
  readonly workspace: string
  readonly root: string
}

/** Runs a target and prints what is wrong on stderr; an unexpected error is left to Nx, with its stack. */
export async function runExecutor(
  context: ExecutorContext,
  run: (project: TargetProject) => Promise<void>,
): Promise<{ success: boolean }> {
  try {
    await run(findProject(context))
    return { success: true }
  } catch (error) {
    const description = describeError(error)
    if (description === undefined) throw error
    console.error(description)
    return { success: false }
  }
}

function findProject(context: ExecutorContext): TargetProject {
  const root = context.projectsConfigurations.projects[context.projectName ?? '']?.root
  if (root !== undefined) return { workspace: context.root, root }
  throw new SlipwayError('not-a-service', `Cannot find the project "${context.projectName}" in the workspace`)
}
