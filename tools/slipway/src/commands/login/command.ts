import { login } from '@slipway/oci'
import { Option, type Command } from 'commander'
import type { CommandContext } from '../command-context.ts'
import { readPassword } from './read-password.ts'

interface LoginFlags {
  username?: string
  passwordStdin?: boolean
  password?: string | true
}

/** Adds `slipway login`. */
export function loginCommand(command: Command, { environment, stdin, stderr }: CommandContext): void {
  command
    .description('check a name and password against a registry, and keep them where Docker does')
    .argument('<registry>', 'host of the registry, as in "ghcr.io"')
    .option('-u, --username <name>', 'name of the user (required)')
    .option('--password-stdin', 'read the password, or a token in its place, from standard input (required)')
    // Known, so that nothing repeats what somebody put there.
    .addOption(new Option('-p, --password [password]').hideHelp())
    .allowExcessArguments()
    .addHelpText('after', examples)
    .action(async (registry: string, { username, passwordStdin, password }: LoginFlags) => {
      if (password !== undefined || command.args.length > 1) command.error(`error: ${noArgument}`)
      if (username === undefined) command.error("error: required option '--username <name>' not specified")
      if (!passwordStdin) command.error("error: required option '--password-stdin' not specified")
      const secret = await readPassword(stdin)
      const { dockerConfig: folder } = environment
      const { file, helper } = await login({ folder, host: hostOf(registry), username, password: secret })
      const place = helper === undefined ? `"${file}", unencrypted` : `"docker-credential-${helper}"`
      stderr.write(`Logged in to "${hostOf(registry)}" as "${username}"; the password is kept in ${place}\n`)
    })
}

/** Docker takes an address too. */
export function hostOf(registry: string): string {
  return registry.replace(/^https:\/\//, '').replace(/\/$/, '')
}

const noArgument =
  'a password as an argument can be read by every process of this machine and stays in the history of the shell: give it on standard input, with --password-stdin'

const examples = `
Examples:
  echo "$TOKEN" | slipway login ghcr.io --username octocat --password-stdin
  slipway login registry.example.com --username ci --password-stdin < password.txt

Kept in the credential helper that config.json of Docker's folder names (DOCKER_CONFIG, or ~/.docker), otherwise in that file.`
