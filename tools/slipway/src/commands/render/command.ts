import type { OverlayName } from '@slipway/config-repo'
import type { Command } from 'commander'
import path from 'node:path'
import { configRepoCache } from '../../cache-folder.ts'
import { renderOverlays } from '../../render/render-overlays.ts'
import { writeManifests } from '../../render/write-manifests.ts'
import { openConfigFiles } from '../../workspace/open-config-files.ts'
import type { CommandContext } from '../command-context.ts'

interface RenderFlags {
  at?: string
  output?: string
}

/** Adds `slipway render`. */
export function renderCommand(command: Command, { cwd, environment, stdout, stderr }: CommandContext): void {
  command
    .description('print the manifests of services in environments: what Argo CD applies')
    .argument('<overlay...>', 'environment and service, as in "staging/orders"')
    .option('--at <commit>', 'commit to render (default: the work tree)')
    .option('--output <folder>', 'write <folder>/<environment>/<service>.yaml instead of printing')
    .addHelpText('after', examples)
    .action(async (names: string[], { at, output }: RenderFlags) => {
      const overlays = names.map((name) => readOverlayName(command, name))
      const options = { at, cache: configRepoCache(environment) }
      const manifests = await renderOverlays(await openConfigFiles(cwd), overlays, options)
      if (output === undefined) stdout.write(manifests.map(({ yaml }) => yaml).join('---\n'))
      else {
        await writeManifests(path.resolve(cwd, output), manifests)
        stderr.write(`Wrote ${manifests.length} files below "${output}"\n`)
      }
    })
}

function readOverlayName(command: Command, overlay: string): OverlayName {
  const [environment = '', service = '', ...rest] = overlay.split('/')
  const isName = [environment, service].every((name) => /^[a-z0-9][a-z0-9-]*$/.test(name))
  if (isName && rest.length === 0) return { environment, service }
  return command.error(`error: wanted <environment>/<service>, such as "staging/orders", found "${overlay}"`)
}

const examples = `
A config repo that is elsewhere is rendered as its newest commit has it.

Examples:
  slipway render staging/orders
  slipway render staging/orders --at HEAD~1 | diff - <(slipway render staging/orders)
  slipway render staging/orders staging/carts --output manifests`
