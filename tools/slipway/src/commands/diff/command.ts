import { diffMarkdown, diffText } from '@slipway/config-repo'
import { Option, type Command } from 'commander'
import { configRepoCache } from '../../cache-folder.ts'
import { diffConfigRepo, type Compared } from '../../diff/diff-config-repo.ts'
import { withRevisions } from '../../revisions/with-revisions.ts'
import { openConfigFiles } from '../../workspace/open-config-files.ts'
import { EndWith, exitStatus, type CommandContext } from '../command-context.ts'

interface DiffFlags {
  base?: string
  head?: string
  env: readonly string[]
  format: Format
  exitCode?: boolean
}

const formats = ['text', 'markdown', 'json'] as const
type Format = (typeof formats)[number]

/** Adds `slipway diff`. */
export function diffCommand(command: Command, { cwd, environment, stdout }: CommandContext): void {
  command
    .description('print what becomes of the rendered manifests, between commits or between environments')
    .argument('[service...]', 'names of services (default: all)')
    .option('--base <commit>', 'commit to compare with (default: where the branch was begun)')
    .option('--head <commit>', 'commit to look at (default: the work tree)')
    .option(
      '--env <environment>',
      'this environment alone; given twice, the one against the other',
      collect,
      [],
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(formats).default('text'))
    .option('--exit-code', 'end with 1 when something differs, as "git diff --exit-code" does')
    .addHelpText('after', examples)
    .action(async (services: string[], flags: DiffFlags) => {
      refuseTooMuch(command, flags)
      const { env: environments, base, head } = flags
      const opened = await openConfigFiles(cwd)
      const compared = await withRevisions(
        opened,
        (revisions) => diffConfigRepo(revisions, { services, environments, base, head }),
        { cache: configRepoCache(environment) },
      )
      stdout.write(writeAs(flags.format, compared))
      if (flags.exitCode && compared.overlays.length > 0) throw new EndWith(exitStatus.problems)
    })
}

function collect(name: string, names: readonly string[]): readonly string[] {
  return [...names, name]
}

function refuseTooMuch(command: Command, { env, base }: DiffFlags): void {
  if (env.length > 2) command.error('error: wanted at most two of "--env"')
  if (env.length === 2 && env[0] === env[1])
    command.error(`error: wanted two environments, found "${env[0]}" twice`)
  if (env.length === 2 && base !== undefined)
    command.error('error: "--base" compares commits, two of "--env" compare environments at "--head"')
}

function writeAs(format: Format, compared: Compared): string {
  if (format === 'json') return `${JSON.stringify(compared, undefined, 2)}\n`
  return format === 'markdown' ? diffMarkdown(compared) : diffText(compared)
}

const examples = `
Values of Secrets are never printed. What is the same in many overlays is printed once.

Examples:
  slipway diff                                   what this branch and the work tree change
  slipway diff --base HEAD~1 --head HEAD orders  what the last commit changed for one service
  slipway diff --env staging --env production    how two environments differ
  slipway diff --format markdown > comment.md    for the comment of a pull request`
