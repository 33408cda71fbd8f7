import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'

/** A GitHub Actions workflow, as far as this repository's rules look at it. */
export interface Workflow {
  name: string
  on?: { push?: { branches?: string[]; tags?: string[]; 'paths-ignore'?: string[] } }
  permissions?: Record<string, string>
  concurrency?: { group: string; 'cancel-in-progress': boolean }
  jobs: Record<string, Job>
}

/** One job of a workflow. */
export interface Job {
  'timeout-minutes'?: number
  permissions?: Record<string, string>
  needs?: string[]
  if?: string
  steps: Step[]
}

/** One step: an action (`uses`) or a script (`run`). */
export interface Step {
  name?: string
  uses?: string
  run?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}

/** The folder of the workflows, from the repository's root. */
export const workflowsFolder = '.github/workflows'

/** Reads every workflow of the repository, by its path from the repository's root. */
export async function readWorkflows(root: string): Promise<Map<string, Workflow>> {
  const files = await Array.fromAsync(glob(`${workflowsFolder}/*.{yml,yaml}`, { cwd: root }))
  const read = async (file: string): Promise<[string, Workflow]> => {
    return [file, parse(await readFile(path.join(root, file), 'utf8')) as Workflow]
  }
  return new Map(await Promise.all(files.toSorted().map(read)))
}
