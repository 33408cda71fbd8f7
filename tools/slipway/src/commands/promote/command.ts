import { deadlineAfter, promote, usualTimeoutMs, type PromoteRequest } from '@slipway/config-repo'
import type { Command } from 'commander'
import { runScripts } from '../../promote/run-scripts.ts'
import { findRoute } from '../../routes/find-route.ts'
import { originUrl } from '../../workspace/config-repo.ts'
import { openConfigRepo, type OpenedConfigRepo } from '../../workspace/open-config-repo.ts'
import { configRepoCache } from '../../cache-folder.ts'
import type { CommandContext } from '../command-context.ts'
import { explanation } from './explanation.ts'
import { readFlags, type PromoteFlags } from './flags.ts'
import { hintOf, reportNoRoute, reportOf } from './report.ts'

/** Adds `slipway promote`. */
export function promoteCommand(command: Command, context: CommandContext): void {
  command
    .description('make what one environment runs run in the next one, as one commit or as a branch to review')
    .argument('[service...]', 'services, or builds that ran earlier: "orders@sha256:<digest>"')
    .option('--to <environment>', 'environment to promote to')
    .option('--from <environment>', 'environment whose builds are promoted (default: the one before --to)')
    .option(
      '--ref <ref>',
      'instead: the tag or branch whose routes in slipway.yaml say where, "refs/tags/v1.2.0"',
    )
    .option('--all', 'every service that has a release in --from and an overlay in --to')
    .option('--release <name>', 'name of the release set; without services, those that came with it')
    .option('--branch [name]', 'push a branch to review, and print the title and body of its request')
    .option('--skip-environment', 'promote past the environments between --from and --to')
    .option('--allow-held', 'promote also what is held or was edited by hand')
    .option('--allow-never-run', 'promote also a build that --from never ran')
    .option('--allow-older', 'promote also a build that does not contain the one that runs')
    .option('--again', 'promote also what "git revert" took back in --to')
    .option('--skip-gates', 'promote without the gates of slipway.yaml; wants a --reason')
    .option('--reason <text>', 'why; the commit records it')
    .option('--timeout <duration>', 'give up after so long: "90s", "10m" (default: 5m)')
    .option('--dry-run', 'plan, and push nothing')
    .option('--json', 'print the plan and what became of it as JSON')
    .addHelpText('after', explanation)
    .action(async (names: string[], flags: PromoteFlags) => {
      const { wanted, options } = readFlags(names, flags, (message) => command.error(`error: ${message}`))
      const { stdout, stderr, environment, cwd } = context
      const cache = configRepoCache(environment)
      const place = await findPlace(cwd, flags, { timeoutMs: options.timeoutMs, cache })
      if (place === undefined) {
        stdout.write(reportNoRoute(flags))
        return
      }
      const opened = await openConfigRepo(cwd)
      const request = { ...wanted, ...place, ...(await placeOf(opened, context)) }
      const result = await promote(request, { ...options, author: environment.author, cache })
      stdout.write(reportOf(result, flags))
      const hint = hintOf(result, opened.location)
      if (hint !== undefined) stderr.write(`${hint}\n`)
    })
}

/** Where to; `undefined` for a ref that no route promotes. */
async function findPlace(
  cwd: string,
  { to, from, ref }: PromoteFlags,
  { timeoutMs = usualTimeoutMs, cache }: { timeoutMs: number | undefined; cache: string },
): Promise<Pick<PromoteRequest, 'to' | 'from'> | undefined> {
  if (ref === undefined) return to === undefined ? undefined : { to, from }
  const route = await findRoute(cwd, ref, { git: { signal: deadlineAfter(timeoutMs) }, cache })
  return route?.kind === 'promote' ? { to: route.to, from: route.from } : undefined
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
