import {
  durationMs,
  promote,
  promotionOverrides,
  type PromoteRequest,
  type PromotionOverride,
  type WantedService,
} from '@slipway/config-repo'
import type { Command } from 'commander'
import { runScripts } from '../../promote/run-scripts.ts'
import { originUrl } from '../../workspace/config-repo.ts'
import { openConfigRepo, type OpenedConfigRepo } from '../../workspace/open-config-repo.ts'
import type { CommandContext } from '../command-context.ts'
import { describePromotion, hintOf } from './report.ts'

interface PromoteFlags {
  from?: string
  to?: string
  all?: boolean
  release?: string
  branch?: string | true
  skipEnvironment?: boolean
  allowHeld?: boolean
  allowNeverRun?: boolean
  allowOlder?: boolean
  skipGates?: boolean
  reason?: string
  timeout?: string
  dryRun?: boolean
  json?: boolean
}

/** Adds `slipway promote`. */
export function promoteCommand(command: Command, context: CommandContext): void {
  command
    .description('make what one environment runs run in the next one, as one commit or as a branch to review')
    .argument('[service...]', 'services, or builds that ran earlier: "orders@sha256:<digest>"')
    .option('--to <environment>', 'environment to promote to (required)')
    .option('--from <environment>', 'environment whose builds are promoted (default: the one before --to)')
    .option('--all', 'every service that has a release in --from and an overlay in --to')
    .option('--release <name>', 'name of the release set; without services, those that came with it')
    .option('--branch [name]', 'push a branch to review, and print the title and body of its request')
    .option('--skip-environment', 'promote past the environments between --from and --to')
    .option('--allow-held', 'promote also what is held or was edited by hand')
    .option('--allow-never-run', 'promote also a build that --from never ran')
    .option('--allow-older', 'promote also a build that does not contain the one that runs')
    .option('--skip-gates', 'promote without the gates of slipway.yaml (needs --reason)')
    .option('--reason <text>', 'why, for the commit')
    .option('--timeout <duration>', 'how long to try again while others are faster: "90s", "10m"', '5m')
    .option('--dry-run', 'plan, and push nothing')
    .option('--json', 'print the plan and what became of it as JSON')
    .addHelpText('after', examples)
    .action(async (names: string[], flags: PromoteFlags) => {
      const wanted = readRequest(command, names, flags)
      const timeoutMs = readTimeout(command, flags.timeout ?? '5m')
      const opened = await openConfigRepo(context.cwd)
      const { dryRun, reason } = flags
      const result = await promote(
        { ...wanted, ...(await placeOf(opened, context)) },
        { overrides: overridesOf(flags), reason, dryRun, timeoutMs, author: context.environment.author },
      )
      const { stdout, stderr } = context
      stdout.write(
        flags.json
          ? `${JSON.stringify({ ...result.plan, commit: result.commit }, undefined, 2)}\n`
          : describePromotion(result),
      )
      const hint = hintOf(result, opened.location)
      if (hint !== undefined && !flags.json) stderr.write(`${hint}\n`)
    })
}

/** What commander cannot know: which flags belong together. */
function readRequest(
  command: Command,
  names: readonly string[],
  { to, from, all, release, branch, skipGates, reason }: PromoteFlags,
): Pick<PromoteRequest, 'to' | 'from' | 'services' | 'release' | 'branch'> {
  if (to === undefined) command.error("error: required option '--to <environment>' not specified")
  if (skipGates && !reason) command.error("error: option '--skip-gates' needs '--reason <text>'")
  if (all && names.length > 0) command.error('error: wanted services or --all, found both')
  if (!all && names.length === 0 && release === undefined)
    command.error('error: wanted services, --all or --release <name>')
  const services = names.map(readService)
  const twice = services.find(
    ({ service }, at) => services.findIndex((other) => other.service === service) < at,
  )
  if (twice) command.error(`error: the service "${twice.service}" is there twice`)
  return { to, from, release, branch, services: services.length > 0 ? services : all ? 'all' : 'released' }
}

function readService(text: string): WantedService {
  const at = text.indexOf('@')
  return at < 0 ? { service: text } : { service: text.slice(0, at), digest: text.slice(at + 1) }
}

function readTimeout(command: Command, text: string): number {
  try {
    return durationMs(text)
  } catch {
    return command.error(`error: wanted a length of time such as "90s" for --timeout, found "${text}"`)
  }
}

function overridesOf(flags: PromoteFlags): PromotionOverride[] {
  return promotionOverrides.filter((name) => flags[optionOf(name)] === true)
}

/** How commander names the value of a flag: `allowHeld` of `--allow-held`. */
function optionOf(flag: PromotionOverride): keyof PromoteFlags {
  return flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof PromoteFlags
}

async function placeOf(
  { location, own, workspace }: OpenedConfigRepo,
  { stderr }: CommandContext,
): Promise<Pick<PromoteRequest, 'location' | 'configuredAs' | 'source' | 'runScripts'>> {
  if (workspace === undefined) return { location, configuredAs: own }
  return {
    location,
    configuredAs: own,
    source: { repository: own, url: await originUrl(own) },
    runScripts: (gate) => runScripts(workspace, gate, (text) => stderr.write(text)),
  }
}

const examples = `
Examples:
  slipway promote orders --to production
  slipway promote orders carts --from staging --to production --branch
  slipway promote --all --release v1.2.0 --to production --branch --json
  slipway promote orders@sha256:3f2c9a --to production --dry-run

A refusal names the flag that overrules it. With --branch:
  slipway promote orders --to production --branch --json > review.json
  gh pr create --head "$(jq -r .review.branch review.json)" --title "$(jq -r .review.title review.json)" --body "$(jq -r .review.body review.json)"
  glab mr create --source-branch "$(jq -r .review.branch review.json)" --title "$(jq -r .review.title review.json)" --description "$(jq -r .review.body review.json)"`
