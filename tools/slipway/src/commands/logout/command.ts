import { logout } from '@slipway/oci'
import type { Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { hostOf } from '../login/command.ts'

/** Adds `slipway logout`. */
export function logoutCommand(command: Command, { environment, stderr }: CommandContext): void {
  command
    .description('forget the name and password that are kept for a registry')
    .argument('<registry>', 'host of the registry, as in "ghcr.io"')
    .addHelpText('after', '\nExample:\n  slipway logout ghcr.io')
    .action(async (registry: string) => {
      const host = hostOf(registry)
      const { wasKept, file } = await logout(environment.dockerConfig, host)
      stderr.write(wasKept ? `Logged out of "${host}"\n` : `"${file}" has nothing about "${host}"\n`)
    })
}
