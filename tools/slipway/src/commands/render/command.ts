import type { Command } from 'commander'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findOverlay } from '../../render/find-overlay.ts'
import { renderKustomization } from '../../render/render-kustomization.ts'
import { SlipwayError } from '../../slipway-error.ts'
import { findWorkspaceRoot } from '../../workspace/find-root.ts'
import { parseWorkspaceFacts } from '../../workspace/workspace-settings.ts'
import type { CommandContext } from '../command-context.ts'

/** Adds `slipway render`. */
export function renderCommand(command: Command, { cwd, stdout }: CommandContext): void {
  command
    .description('print the manifests of a service in an environment, as they lie in the work tree')
    .argument('<overlay>', 'environment and service, as in "staging/orders"')
    .addHelpText('after', '\nExample:\n  slipway render staging/orders')
    .action(async (overlay: string) => {
      const { environment, service } = readOverlayName(command, overlay)
      const root = await findWorkspaceRoot(cwd)
      const configRepo = path.join(root, await findConfigFolder(root))
      stdout.write(renderKustomization(root, await findOverlay(configRepo, environment, service)))
    })
}

function readOverlayName(command: Command, overlay: string): { environment: string; service: string } {
  const [environment = '', service = '', ...rest] = overlay.split('/')
  const isName = [environment, service].every((name) => /^[a-z0-9][a-z0-9-]*$/.test(name))
  if (isName && rest.length === 0) return { environment, service }
  return command.error(`error: wanted <environment>/<service>, such as "staging/orders", found "${overlay}"`)
}

async function findConfigFolder(root: string): Promise<string> {
  const { configRepo } = parseWorkspaceFacts(await readFile(path.join(root, 'nx.json'), 'utf8'))
  if (configRepo.kind === 'folder') return configRepo.folder
  throw new SlipwayError(
    'no-workspace',
    'Cannot render from another repository: run "kustomize-ts build overlays/<environment>/<service>" in a clone of the config repo',
  )
}
