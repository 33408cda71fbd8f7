import { createBuilder, type BuildOptions, type BuildResult } from '../build.ts'
import { KustomizeError } from '../kustomize-error.ts'
import type { Problem } from '../problem.ts'
import { argumentPath } from './argument-path.ts'
import { buildFlags } from './build-flags.ts'
import { CommandError } from './command-error.ts'
import type { CommandEnvironment, CommandOutput } from './command.ts'
import { defineCommand } from './define-command.ts'
import type { FlagValues } from './flags.ts'
import { overlayFiles, resourceFiles, writeFiles } from './output-files.ts'

/** `build DIR…`: prints what `kustomize build DIR` prints, or writes it to files; warnings go to stderr. */
export const buildCommand = defineCommand({
  about:
    'Renders the kustomization in a folder as kustomize does.\n' +
    'Without a folder, it renders the current one; with several, each goes to a file of its own below the folder --output.\n',
  usage: 'build [DIR...] [flags]',
  examples: [
    'build overlays/production',
    'build overlays/production -o production.yaml',
    'build overlays/* --output rendered',
  ],
  flags: buildFlags,
  run({ positionals, values }, environment) {
    const named = positionals.length === 0 ? ['.'] : positionals
    const folders = named.map((folder) => argumentPath(folder, environment))
    const output = argumentPath(values.output ?? '', environment)
    if (folders.length > 1 && output === '') {
      throw new CommandError('specify one path to kustomization.yaml, or --output FOLDER for a file each')
    }
    const results = buildAll(folders, readOptions(values, environment))
    return write({ folders, results, output, environment })
  },
})

function readOptions(values: FlagValues<typeof buildFlags>, environment: CommandEnvironment): BuildOptions {
  const restrictor = values['load-restrictor'] || 'LoadRestrictionsRootOnly'
  const reorder = values.reorder ?? 'legacy'
  return {
    loadRestrictor: oneOf('load-restrictor', restrictor, {
      LoadRestrictionsRootOnly: 'rootOnly',
      LoadRestrictionsNone: 'none',
    }),
    reorder: oneOf('reorder', reorder, { legacy: 'legacy', none: 'none' }),
    managedByLabel:
      values['enable-managedby-label'] === true ||
      environment.variables['KUSTOMIZE_ENABLE_MANAGEDBY_LABEL'] === 'on',
  }
}

function oneOf<Value>(flag: string, text: string, known: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(known, text)) return known[text] as Value
  throw new CommandError(
    `illegal flag value --${flag} ${text}; legal values: [${Object.keys(known).join(' ')}]`,
  )
}

/** Builds all folders before anything is written; throws the problems of all that fail. */
function buildAll(folders: readonly string[], options: BuildOptions): BuildResult[] {
  const builder = createBuilder(options)
  const results: BuildResult[] = []
  const errors: KustomizeError[] = []
  for (const folder of folders) {
    try {
      results.push(builder.build(folder))
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error
      errors.push(error)
    }
  }
  const [first, ...rest] = errors.flatMap(({ problems }) => problems)
  if (first === undefined) return results
  if (errors.length === 1) throw errors[0]
  throw new KustomizeError([first, ...rest], [...new Set(errors.flatMap(({ files }) => files))])
}

interface Written {
  readonly folders: readonly string[]
  readonly results: readonly BuildResult[]
  readonly output: string
  readonly environment: CommandEnvironment
}

function write({ folders, results, output, environment }: Written): CommandOutput {
  const stderr = results.flatMap(({ warnings }) => warnings.map(describeWarning)).join('')
  const [result] = results as [BuildResult]
  if (output === '') return { stdout: result.yaml, stderr, exitCode: 0 }
  if (results.length > 1) writeFiles(overlayFiles(output, folders, results), environment)
  else if (environment.isFolder(output)) writeFiles(resourceFiles(output, result), environment)
  else writeFiles(new Map([[output, result.yaml]]), environment)
  return { stdout: '', stderr, exitCode: 0 }
}

function describeWarning({ message }: Problem): string {
  return `# Warning: ${message}\n`
}
