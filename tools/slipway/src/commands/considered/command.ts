import { lastConsidered } from '@slipway/config-repo'
import type { Command } from 'commander'
import { openSource } from '../../publish/open-source.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import type { CommandContext } from '../command-context.ts'

interface ConsideredFlags {
  env?: string
  json?: boolean
}

/** Adds `slipway considered`. */
export function consideredCommand(command: Command, { cwd, stdout, stderr }: CommandContext): void {
  command
    .description('print the source commit that a publish to an environment considered last')
    .option('--env <environment>', 'environment of slipway.yaml that was published to (required)')
    .option('--json', 'print it as JSON; "commit" is null before the first publish')
    .addHelpText('after', explanation)
    .action(async ({ env, json }: ConsideredFlags) => {
      // Asked for here, as commander complains of a missing option before one that is misspelt.
      if (env === undefined) command.error("error: required option '--env <environment>' not specified")
      const { own, name, url, location } = await openSource(await findWorkspaceRoot(cwd), 'HEAD')
      const request = { location, environment: env, workspace: name, sourceRepository: own, sourceUrl: url }
      const commit = await lastConsidered(request)
      if (json)
        stdout.write(`${JSON.stringify({ environment: env, workspace: name, commit }, undefined, 2)}\n`)
      else if (commit === null) stderr.write(`Nothing of "${name}" was published to "${env}" yet\n`)
      else stdout.write(`${commit}\n`)
    })
}

const explanation = `
What changed since then is what a pipeline has to build. Before the first publish nothing is printed on stdout.

Example:
  nx affected --base="$(slipway considered --env staging)" --targets=image,push`
