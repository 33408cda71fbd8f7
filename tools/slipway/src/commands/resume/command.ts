import { resume, type ResumeRequest } from '@slipway/config-repo'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { addVerbFlags, runVerb, type VerbFlags } from '../verb.ts'
import { reportResume } from './report.ts'

interface ResumeFlags extends VerbFlags {
  env?: string
  all?: boolean
  ended?: boolean
  drop?: boolean
  reason?: string
}

/** Adds `slipway resume`. */
export function resumeCommand(command: Command, context: CommandContext): void {
  addVerbFlags(
    command
      .description('end holds and edits by hand, and deploy what was published meanwhile')
      .argument('[service...]', 'names of services')
      .option('--env <environment>', 'environment of slipway.yaml (required, but not with --ended)')
      .option('--all', 'every service that is held or was edited by hand')
      .option('--ended', 'those whose hold is over by itself; for a scheduled pipeline')
      .option('--drop', 'forget what was published meanwhile')
      .option('--reason <text>', 'why; the commit records it'),
  )
    .addHelpText('after', explanation)
    .action(async (services: string[], flags: ResumeFlags) => {
      const { env: environment, drop, reason } = flags
      const request = { environment, services: selectionOf(command, services, flags), drop, reason }
      await runVerb(context, flags, {
        fail: (message) => command.error(`error: ${message}`),
        run: (location, options) => resume({ location, ...request }, options),
        report: reportResume,
      })
    })
}

function selectionOf(
  command: Command,
  services: readonly string[],
  { env, all, ended }: ResumeFlags,
): ResumeRequest['services'] {
  const ways = [services.length > 0, all, ended].filter(Boolean).length
  if (ways !== 1) command.error('error: wanted names of services, or one of "--all" and "--ended"')
  if (env === undefined && !ended) command.error("error: required option '--env <environment>' not specified")
  if (ended) return 'ended'
  return all ? 'all' : services
}

const explanation = `
Without anything pending, what runs goes on running; a build that was rolled back does not come back by itself, a newer one does. After an edit by
hand, what is pending is deployed, or else what release.yaml says.

Examples:
  slipway resume orders --env production
  slipway resume orders --env production --drop
  slipway resume --ended                             on a schedule, in a pipeline`
