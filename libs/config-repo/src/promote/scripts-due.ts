import { ConfigRepoError } from '../config-repo-error.ts'
import type { PromotePlan } from './promote-plan.ts'
import type { PromoteRequest, ScriptsToRun } from './promote-request.ts'

/** Thrown by a decision whose scripts have to be run first. They run without the time limit of a change, and outside of its retries. */
class ScriptsDue extends Error {
  readonly plan: PromotePlan

  constructor(plan: PromotePlan) {
    super('scripts have to be run')
    this.plan = plan
  }
}

/** The scripts of gates, each run once for the same builds. */
export class ScriptGates {
  readonly #passed = new Set<string>()
  readonly #run: PromoteRequest['runScripts']

  constructor(run: PromoteRequest['runScripts']) {
    this.#run = run
  }

  /** Lets `action` decide and push; when it was stopped by `check`, runs the scripts and lets it begin again. */
  async around<T>(action: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await action()
      } catch (error) {
        if (!(error instanceof ScriptsDue)) throw error
        await this.#pass(error.plan)
      }
    }
  }

  /** Stops a plan that changes something and whose scripts have not been run. */
  check(plan: PromotePlan): void {
    if (plan.message === null || plan.scripts.length === 0 || this.#passed.has(keyOf(plan))) return
    throw new ScriptsDue(plan)
  }

  async #pass(plan: PromotePlan): Promise<void> {
    const gate = gateOf(plan)
    if (!this.#run) throw noWorkspace(gate)
    await this.#run(gate)
    this.#passed.add(keyOf(plan))
  }
}

function gateOf({ scripts, from, to, changes }: PromotePlan): ScriptsToRun {
  return { scripts, from, to, services: changes.map(({ service }) => service) }
}

function keyOf(plan: PromotePlan): string {
  return JSON.stringify([gateOf(plan), plan.changes.map(({ to }) => to)])
}

function noWorkspace({ scripts, to }: ScriptsToRun): ConfigRepoError {
  const names = scripts.map((name) => `"${name}"`).join(', ')
  return new ConfigRepoError(
    'not-promotable',
    `Cannot promote to "${to}": its gates want the npm scripts ${names} of the workspace, and there is none here (--skip-gates promotes it)`,
  )
}
