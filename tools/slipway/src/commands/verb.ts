import type { Changed, Change, ConfigRepoLocation, VerbOptions } from '@slipway/config-repo'
import type { Command } from 'commander'
import { configRepoCache } from '../cache-folder.ts'
import { openConfigRepo } from '../workspace/open-config-repo.ts'
import type { CommandContext } from './command-context.ts'
import { hintOf } from './publish/report.ts'
import { readTimeout } from './read-timeout.ts'

/** The flags of every verb that changes what runs without publishing. */
export interface VerbFlags {
  timeout?: string
  dryRun?: boolean
  json?: boolean
}

/** Adds them. */
export function addVerbFlags(command: Command): Command {
  return command
    .option('--timeout <duration>', 'give up after so long: "90s", "10m" (default: 5m)')
    .option('--dry-run', 'plan, and push nothing')
    .option('--json', 'print the plan and what became of it as JSON')
}

/** A verb of the config repo, and how it tells what it did. */
export interface RunningVerb<Plan extends Change> {
  readonly run: (location: ConfigRepoLocation, options: VerbOptions) => Promise<Changed<Plan>>
  readonly report: (changed: Changed<Plan>) => readonly string[]
  /** Ends the command when a flag cannot be read. */
  readonly fail: (message: string) => never
}

/** Runs a verb on the config repo of the folder that the command was called in, and prints its plan, or what it did. */
export async function runVerb<Plan extends Change>(
  { cwd, environment, stdout, stderr }: CommandContext,
  { dryRun, json, timeout }: VerbFlags,
  { run, report, fail }: RunningVerb<Plan>,
): Promise<void> {
  const timeoutMs = readTimeout({ ...(timeout !== undefined && { timeout }) }, fail)
  const { location, own } = await openConfigRepo(cwd)
  const cache = configRepoCache(environment)
  const { author } = environment
  const changed = await run(location, { configuredAs: own, author, cache, dryRun, timeoutMs })
  const { plan, commit } = changed
  stdout.write(
    json ? `${JSON.stringify({ ...plan, commit }, undefined, 2)}\n` : `${report(changed).join('\n')}\n`,
  )
  const hint = hintOf({ commit, location })
  if (hint !== undefined) stderr.write(`${hint}\n`)
}

/** The last line of a report: what became of the plan. */
export function describeOutcome(
  { plan, commit }: Changed<Change>,
  { done, would, nothing }: { done: string; would: string; nothing: string },
): string {
  if (plan.message === null) return nothing
  return commit === null ? `${would}, as this is a dry run` : `${done}: ${commit}`
}

/** Asked for here, as commander complains of a missing option before one that is misspelt. */
export function requireFlag(command: Command, value: string | undefined, flag: string): string {
  return value ?? command.error(`error: required option '${flag}' not specified`)
}
