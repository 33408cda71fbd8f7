import { dirname, join, relative, sep } from 'node:path'

import type { BuildResult, BuiltResource } from '../build.ts'
import { isClusterScoped } from '../schema/schema.ts'
import type { PlainMap } from '../yaml/plain.ts'
import { CommandError } from './command-error.ts'
import type { CommandEnvironment } from './command.ts'

/** Texts by the path of their file. */
export type OutputFiles = ReadonlyMap<string, string>

/** A file for each folder, named and nested as the folders are below the folder that has them all. */
export function overlayFiles(
  output: string,
  folders: readonly string[],
  results: readonly BuildResult[],
): OutputFiles {
  const common = folders.map((folder) => dirname(folder)).reduce(commonFolder)
  return new Map(
    folders.map((folder, index) => [
      join(output, `${relative(common, folder)}.yaml`),
      (results[index] as BuildResult).yaml,
    ]),
  )
}

function commonFolder(left: string, right: string): string {
  const parts = right.split(sep)
  const shared = left.split(sep).findIndex((part, index) => part !== parts[index])
  return shared < 0 ? left : parts.slice(0, shared).join(sep) || sep
}

/**
 * A file for each resource, named as the original does: `<group>_<version>_<kind>_<name>.yaml`, with the namespace in front when
 * there are several. Throws where a name would lead out of the folder.
 */
export function resourceFiles(output: string, { resources }: BuildResult): OutputFiles {
  const named = resources.map(nameParts)
  const namespaces = new Set(named.flatMap(({ namespace }) => namespace ?? []))
  const files = new Map<string, string>()
  for (const [index, { namespace, file }] of named.entries()) {
    const name = namespace !== undefined && namespaces.size > 1 ? `${namespace}_${file}` : file
    if (/[/\\]/.test(name))
      throw new CommandError(`A resource's file must have a plain name: found "${name}"`)
    files.set(join(output, name), (resources[index] as BuiltResource).yaml)
  }
  return files
}

interface NameParts {
  /** None for kinds that live outside of namespaces. */
  readonly namespace: string | undefined
  readonly file: string
}

function nameParts({ object }: BuiltResource): NameParts {
  const metadata = object['metadata'] as PlainMap | undefined
  const [apiVersion, kind] = [text(object['apiVersion']), text(object['kind'])]
  const parts = [...apiVersion.split('/'), kind, text(metadata?.['name'])].filter((part) => part !== '')
  return {
    namespace: isClusterScoped(apiVersion, kind)
      ? undefined
      : (text(metadata?.['namespace']) || 'default').toLowerCase(),
    file: `${parts.join('_').toLowerCase()}.yaml`,
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Writes files; folders that are missing are created where there is more than one file. */
export function writeFiles(files: OutputFiles, environment: CommandEnvironment): void {
  for (const [path, content] of files) {
    try {
      if (files.size > 1) environment.createFolder(dirname(path))
      environment.writeFile(path, content)
    } catch (error) {
      throw new CommandError(`Cannot write "${path}": ${(error as Error).message}`, { cause: error })
    }
  }
}
