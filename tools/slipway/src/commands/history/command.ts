import { tellHistory } from '@slipway/config-repo'
import type { Command } from 'commander'
import { configRepoCache } from '../../cache-folder.ts'
import { tableTarget } from '../../terminal/table-target.ts'
import { openConfigRepo } from '../../workspace/open-config-repo.ts'
import type { CommandContext } from '../command-context.ts'
import { reportHistory } from './report.ts'

interface HistoryFlags {
  env?: string
  limit: string
  json?: boolean
}

/** Adds `slipway history`. */
export function historyCommand(command: Command, context: CommandContext): void {
  command
    .description('print what ran when, where it came from, who did it and why, the newest first')
    .argument('[service...]', 'names of services (default: all)')
    .option('--env <environment>', 'environment of slipway.yaml (default: all)')
    .option('--limit <count>', 'how many to print, or "all"', '20')
    .option('--json', 'print it as JSON')
    .addHelpText('after', explanation)
    .action(async (services: string[], flags: HistoryFlags) => {
      const limit = readLimit(command, flags.limit)
      const { location, own } = await openConfigRepo(context.cwd)
      const entries = await tellHistory(
        { location, environment: flags.env, services: services.length > 0 ? services : undefined, limit },
        { configuredAs: own, cache: configRepoCache(context.environment) },
      )
      const lines = reportHistory(entries, tableTarget(context))
      const text = flags.json ? JSON.stringify(entries, undefined, 2) : lines.join('\n')
      if (flags.json || entries.length > 0) context.stdout.write(`${text}\n`)
      else context.stderr.write('Nothing was released there yet\n')
    })
}

function readLimit(command: Command, text: string): number | undefined {
  if (text === 'all') return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  return command.error(`error: option '--limit <count>' wants a number or "all": found "${text}"`)
}

const explanation = `
Everything comes from the commits of the config repo: publishes and promotions, rollbacks, holds, edits by hand, "git revert" and merges.
A merge counts when it was made, under the name of whoever made what it brought. Times are UTC.

Examples:
  slipway history orders --env production
  slipway history --limit all --json`
