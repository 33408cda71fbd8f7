import { hold, type Changed, type HoldPlan } from '@slipway/config-repo'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { addVerbFlags, describeOutcome, requireFlag, runVerb, type VerbFlags } from '../verb.ts'

interface HoldFlags extends VerbFlags {
  env?: string
  reason?: string
  until?: string
}

/** Adds `slipway hold`. */
export function holdCommand(command: Command, context: CommandContext): void {
  addVerbFlags(
    command
      .description('keep what runs: publish and promote leave the service alone until it is resumed')
      .argument('<service...>', 'names of services')
      .option('--env <environment>', 'environment of slipway.yaml (required)')
      .option('--reason <text>', 'why; the release and the commit record it (required)')
      .option('--until <time>', 'end of the hold: "2h", "3d", "2026-11-22T09:00Z" (default: slipway resume)'),
  )
    .addHelpText('after', examples)
    .action(async (services: string[], flags: HoldFlags) => {
      const environment = requireFlag(command, flags.env, '--env <environment>')
      const reason = requireFlag(command, flags.reason, '--reason <text>')
      const request = { environment, services, reason, until: flags.until }
      await runVerb(context, flags, {
        fail: (message) => command.error(`error: ${message}`),
        run: (location, options) => hold({ location, ...request }, options),
        report: reportHold,
      })
    })
}

function reportHold(changed: Changed<HoldPlan>): string[] {
  const { environment, holds, unchanged } = changed.plan
  return [
    ...holds.map(({ service, until, replaces }) => {
      const before = replaces === null ? '' : `, no longer for "${replaces.reason}"`
      return `${service}  is held until ${until ?? `"slipway resume ${service} --env ${environment}"`}${before}`
    }),
    ...unchanged.map((service) => `${service}  is held so already`),
    describeOutcome(changed, {
      done: `held in ${environment}`,
      would: `would be held in ${environment}`,
      nothing: `nothing to hold in ${environment}`,
    }),
  ]
}

const examples = `
What is published meanwhile is recorded as pending, and "slipway resume" deploys it.

Examples:
  slipway hold orders --env production --reason "The sale" --until 2d
  slipway hold orders carts --env production --reason "Database migration"`
