import type { Finding } from '@slipway/config-repo'
import type { Command } from 'commander'
import { configRepoCache } from '../../cache-folder.ts'
import { checkWorkspace, type CheckRequest } from '../../check/check-workspace.ts'
import { EndWith, exitStatus, type CommandContext } from '../command-context.ts'

/** Adds `slipway check`. */
export function checkCommand(command: Command, { cwd, environment, stdout }: CommandContext): void {
  command
    .description('look for what is wrong in the config repo, and for reviews of what has changed since')
    .option('--head <commit>', 'commit or branch to check (default: the work tree)')
    .option('--base <commit>', 'leave out what is wrong there already')
    .option('--offline', 'ask no other repository: reviews are not looked at')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', explanation)
    .action(async (flags: CheckRequest & { json?: boolean }) => {
      const findings = await checkWorkspace(cwd, { ...flags, cache: configRepoCache(environment) })
      stdout.write(flags.json ? `${JSON.stringify({ findings }, undefined, 2)}\n` : describe(findings))
      if (findings.some(({ severity }) => severity === 'problem')) throw new EndWith(exitStatus.problems)
    })
}

function describe(findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ file, line, column, severity, message }) =>
      `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`,
  )
  const count = (kind: Finding['severity']) => findings.filter(({ severity }) => severity === kind).length
  const [problems, warnings] = [count('problem'), count('warning')]
  return `${[...lines, `${name(problems, 'problem')}, ${name(warnings, 'warning')}`].join('\n')}\n`
}

function name(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

const explanation = `
Problems (exit status 1): a file that cannot be read, an overlay that cannot be rendered, a release without an overlay or of
another service, a promotion under review whose target has changed since (the command that made its branch renews it).
Warnings (exit status 0): a service that was edited by hand, a release that is not in what its overlay renders, a hold that has
ended while a build waits for it, an overlay of an environment that slipway.yaml does not have, stale reviews on other branches.

Examples:
  slipway check                                    the work tree, before a commit
  slipway check --base origin/main                 what this branch makes wrong
  slipway check --head origin/promote/production/orders`
