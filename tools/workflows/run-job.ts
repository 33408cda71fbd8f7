import { execa } from 'execa'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Job, Step } from './workflow.ts'

/** Where and with what a job's scripts run. */
export interface JobRun {
  /** The work tree that `actions/checkout` would have made. */
  workTree: string
  /** A folder for the scripts. */
  scratch: string
  /** Environment of every step, beyond what the steps set. */
  env: Record<string, string>
  /** Values in place of those that the steps set, for what lies outside. */
  replaced?: Record<string, string>
  /** What the expressions in `env:` stand for, by their text between the braces. */
  expressions: Record<string, string>
  /** Whether a script has nothing left to do in this work tree; such a one prints nothing. */
  isDone?: (script: string) => boolean
}

/** Runs a job's `run:` steps one after the other as GitHub's runner does; gives what each printed; rejects on a failure. */
export async function runJob(job: Job, run: JobRun): Promise<string[]> {
  const outputs: string[] = []
  for (const [index, step] of job.steps.entries()) {
    if (step.run === undefined) continue
    if (run.isDone?.(step.run)) {
      outputs.push('')
      continue
    }
    const script = path.join(run.scratch, `step-${index}.sh`)
    await writeFile(script, step.run)
    const env = { ...run.env, ...evaluate(step, run.expressions), ...run.replaced }
    const { all } = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: run.workTree,
      env,
      all: true,
      stdin: 'ignore',
    })
    outputs.push(all)
  }
  return outputs
}

function evaluate(step: Step, expressions: Record<string, string>): Record<string, string> {
  const value = (text: string): string => {
    return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
      const found = expressions[expression]
      if (found === undefined) throw new Error(`The test gives no value for the expression "${expression}"`)
      return found
    })
  }
  return Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)]))
}
