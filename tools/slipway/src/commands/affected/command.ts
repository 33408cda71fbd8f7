import type { Command } from 'commander'
import { findAffected } from '../../affected/find-affected.ts'
import { openConfigFiles } from '../../workspace/open-config-files.ts'
import type { CommandContext } from '../command-context.ts'
import { reportOf } from './report.ts'

interface AffectedFlags {
  base?: string
  head?: string
  json?: boolean
}

/** Adds `slipway affected`. */
export function affectedCommand(command: Command, { cwd, stdout }: CommandContext): void {
  command
    .description(
      'print what a change reaches, and why: projects, images, bases, components, overlays, environments',
    )
    .option('--base <commit>', 'commit to compare with (default: where the branch was begun)')
    .option('--head <commit>', 'commit to look at (default: the work tree)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', explanation)
    .action(async ({ base, head, json }: AffectedFlags) => {
      const affected = await findAffected(await openConfigFiles(cwd), { base, head })
      stdout.write(json ? `${JSON.stringify(affected, undefined, 2)}\n` : reportOf(affected))
    })
}

const explanation = `
Exact where "nx affected" selects more: an overlay is affected when its rendered bytes differ, an image when its bundle does. An image of a
Dockerfile, and one with packages that are not installed as a commit pins them, is affected when its inputs hash differs. Projects are read
from package.json, project.json and the lockfile, as no code of either commit is run.

Examples:
  slipway affected
  slipway affected --base "$(slipway considered --env staging)" --head HEAD --json`
