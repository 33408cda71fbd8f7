import { readStatus } from '@slipway/config-repo'
import type { Command } from 'commander'
import { configRepoCache } from '../../cache-folder.ts'
import { tableTarget } from '../../terminal/table-target.ts'
import { originUrl } from '../../workspace/config-repo.ts'
import { openConfigRepo } from '../../workspace/open-config-repo.ts'
import { findSourceParts } from '../../image/inputs/source-parts.ts'
import type { CommandContext } from '../command-context.ts'
import { reportStatus } from './report.ts'

interface StatusFlags {
  env?: string
  json?: boolean
}

/** Adds `slipway status`. */
export function statusCommand(command: Command, context: CommandContext): void {
  command
    .description('print what runs where, since when, from which commit, how far behind, and what is held')
    .option('--env <environment>', 'environment of slipway.yaml (default: all)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', explanation)
    .action(async ({ env, json }: StatusFlags) => {
      const { location, own, workspace } = await openConfigRepo(context.cwd)
      const findParts = () => findSourceParts(own)
      const source =
        workspace === undefined ? undefined : { repository: own, url: await originUrl(own), findParts }
      const status = await readStatus(
        { location, environment: env, source },
        { configuredAs: own, cache: configRepoCache(context.environment) },
      )
      context.stdout.write(
        json
          ? `${JSON.stringify(status, undefined, 2)}\n`
          : `${reportStatus(status, tableTarget(context)).join('\n')}\n`,
      )
    })
}

const explanation = `
BEHIND counts commits of the source that change what the service is made of (its project, the packages that it needs, the files in the
root), and days between the two sources: of the first environment to the newest commit of the source's default branch, of any
other to the environment before. The same digest is not behind. It is "unknown" without a whole clone of the source: nothing is guessed.

Examples:
  slipway status --env production
  slipway status --json`
