import { Option, type Command } from 'commander'
import { publishWorkspace } from '../../publish/publish-workspace.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import type { CommandContext } from '../command-context.ts'
import { hintOf, reportOf } from './report.ts'

interface PublishFlags {
  env?: string
  source?: string
  allowOlder?: boolean
  dryRun?: boolean
  json?: boolean
  store?: string
}

/** Adds `slipway publish`. */
export function publishCommand(command: Command, { cwd, environment, stdout, stderr }: CommandContext): void {
  command
    .description('make the images of this workspace run in an environment, as one commit in the config repo')
    .option('--env <environment>', 'environment of slipway.yaml to publish to (required)')
    .option('--source <commit>', 'commit to publish (default: HEAD, with a clean work tree)')
    .option('--allow-older', 'publish also what is older than the commit that was considered last')
    .option('--dry-run', 'plan, and push nothing')
    .option('--json', 'print the plan and what became of it as JSON')
    .addOption(
      new Option('--store <location>', 'where the images are, instead of the registry of slipway.yaml'),
    )
    .addHelpText('after', examples)
    .action(async (flags: PublishFlags) => {
      // Asked for here, as commander complains of a missing option before one that is misspelt.
      if (flags.env === undefined) command.error("error: required option '--env <environment>' not specified")
      const workspace = await findWorkspaceRoot(cwd)
      const published = await publishWorkspace({
        workspace,
        environmentName: flags.env,
        source: flags.source,
        allowOlder: flags.allowOlder,
        dryRun: flags.dryRun,
        environment: { ...environment, store: flags.store ?? environment.store },
      })
      stdout.write(reportOf(published, flags))
      const hint = hintOf(published)
      if (hint !== undefined) stderr.write(`${hint}\n`)
    })
}

const examples = `
Examples:
  slipway publish --env staging
  slipway publish --env staging --dry-run --json
  slipway publish --env staging --source v1.2.0 --allow-older`
