import { rollback } from '@slipway/config-repo'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { addVerbFlags, requireFlag, runVerb, type VerbFlags } from '../verb.ts'
import { reportRollback } from './report.ts'

interface RollbackFlags extends VerbFlags {
  env?: string
  to?: string
  reason?: string
  until?: string
  config?: boolean
}

/** Adds `slipway rollback`. */
export function rollbackCommand(command: Command, context: CommandContext): void {
  addVerbFlags(
    command
      .description('make an earlier build run again, and hold it: publish and promote leave it alone')
      .argument('<service...>', 'names of services; they go back in one commit')
      .option('--env <environment>', 'environment of slipway.yaml (required)')
      .option('--reason <text>', 'why; the release and the commit record it (required)')
      .option(
        '--to <build>',
        'so many builds back ("2"), or the beginning of a digest or commit (default: "1")',
      )
      .option('--until <time>', 'end of the hold: "2h", "3d", "2026-11-22T09:00Z" (default: slipway resume)')
      .option('--config', "restore the overlay's whole folder as it was when that build last ran"),
  )
    .addHelpText('after', explanation)
    .action(async (services: string[], flags: RollbackFlags) => {
      const environment = requireFlag(command, flags.env, '--env <environment>')
      const reason = requireFlag(command, flags.reason, '--reason <text>')
      const { to, until, config } = flags
      const request = { environment, services, reason, to, until, config }
      await runVerb(context, flags, {
        fail: (message) => command.error(`error: ${message}`),
        run: (location, options) => rollback({ location, ...request }, options),
        report: reportRollback,
      })
    })
}

const explanation = `
Only the image entry and release.yaml change; what people changed in the overlay since stays. A build that somebody went back from is
skipped. The same command with the same reason, again, does nothing: to go further back, name the build or another reason.

Examples:
  slipway rollback orders --env production --reason "Orders are lost since 10:02"
  slipway rollback orders carts --env production --to 2 --until 3d --reason "Too slow"
  slipway rollback orders --env production --to sha256:4f5a --config --reason "New limits" --dry-run
  slipway resume orders --env production          afterwards`
