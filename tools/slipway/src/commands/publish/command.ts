import { deadlineAfter } from '@slipway/config-repo'
import type { Command } from 'commander'
import { publishWorkspace } from '../../publish/publish-workspace.ts'
import { configRepoCache } from '../../cache-folder.ts'
import { addNames, findEnvironments } from '../../routes/find-environments.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import type { CommandContext } from '../command-context.ts'
import { explanation } from './explanation.ts'
import { readFlags, type PublishFlags } from './flags.ts'
import { hintOf, reportNoRoute, reportOf } from './report.ts'

/** Adds `slipway publish`. */
export function publishCommand(command: Command, { cwd, environment, stdout, stderr }: CommandContext): void {
  command
    .description('make the images of this workspace run in an environment, as one commit in the config repo')
    .option(
      '--env <environments>',
      'environments of slipway.yaml to publish to: "staging", "dev,staging"',
      addNames,
    )
    .option('--ref <ref>', 'instead: the branch whose routes in slipway.yaml say where to, "refs/heads/main"')
    .option('--source <commit>', 'commit to publish (default: HEAD, with a clean work tree)')
    .option('--hotfix', 'publish past the environments before; wants a --reason')
    .option('--reason <text>', 'why; the release and the commit record it')
    .option('--again', 'publish also what was reverted in the config repo')
    .option('--allow-older', 'publish also what is older than the commit that was considered last')
    .option(
      '--force-unrelated',
      'publish also a commit that has nothing in common with the one considered last',
    )
    .option('--timeout <duration>', 'give up after so long: "90s", "10m" (default: 5m)')
    .option('--dry-run', 'plan, and push nothing')
    .option('--json', 'print the plan and what became of it as JSON')
    .option('--store <location>', 'where the images are, instead of the registry of slipway.yaml')
    .addHelpText('after', explanation)
    .action(async (flags: PublishFlags) => {
      const request = readFlags(flags, (message) => command.error(`error: ${message}`))
      const git = { signal: deadlineAfter(request.timeoutMs) }
      const { environments, reason } = await findEnvironments(cwd, flags, {
        git,
        cache: configRepoCache(environment),
      })
      if (environments.length === 0) {
        stdout.write(reportNoRoute(reason, flags))
        return
      }
      const published = await publishWorkspace({
        ...request,
        environmentNames: environments,
        workspace: await findWorkspaceRoot(cwd),
        environment: { ...environment, store: flags.store ?? environment.store },
      })
      stdout.write(reportOf(published, flags))
      const hint = hintOf(published)
      if (hint !== undefined) stderr.write(`${hint}\n`)
    })
}
