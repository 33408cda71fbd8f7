import type { Command } from 'commander'
import { oldestConsidered } from '../../publish/oldest-considered.ts'
import { configRepoCache } from '../../cache-folder.ts'
import { openSource } from '../../publish/open-source.ts'
import { addNames, checkTarget, findEnvironments, type TargetFlags } from '../../routes/find-environments.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import type { CommandContext } from '../command-context.ts'

interface ConsideredFlags extends TargetFlags {
  readonly json?: boolean
}

/** Adds `slipway considered`. */
export function consideredCommand(
  command: Command,
  { cwd, environment, stdout, stderr }: CommandContext,
): void {
  command
    .description('print the source commit that a publish to an environment considered last')
    .option(
      '--env <environments>',
      'environments of slipway.yaml that are published to: "staging", "dev,staging"',
      addNames,
    )
    .option('--ref <ref>', 'instead: the branch that its routes publish, "refs/heads/main"')
    .option('--json', 'print it as JSON; "commit" is null before the first publish')
    .addHelpText('after', explanation)
    .action(async (flags: ConsideredFlags) => {
      checkTarget(flags, (message) => command.error(`error: ${message}`))
      const { own, name, url, location } = await openSource(await findWorkspaceRoot(cwd), 'HEAD')
      const { environments, reason } = await findEnvironments(cwd, flags, {
        cache: configRepoCache(environment),
      })
      const options = { cache: configRepoCache(environment) }
      const request = { location, workspace: name, sourceRepository: own, sourceUrl: url }
      const commit = environments.length === 0 ? null : await oldestConsidered(request, environments, options)
      if (flags.json)
        stdout.write(`${JSON.stringify({ environments, workspace: name, commit }, undefined, 2)}\n`)
      else if (commit !== null) stdout.write(`${commit}\n`)
      else
        stderr.write(
          `${reason || `Nothing of "${name}" was published to "${environments.join('" and "')}" yet`}\n`,
        )
    })
}

const explanation = `
What changed since then is what a pipeline has to build; of several environments it is the commit that all have considered. Before the
first publish nothing is printed on stdout.

Examples:
  nx affected --base="$(slipway considered --env staging)" --targets=image,push
  slipway considered --ref "$GITHUB_REF"`
