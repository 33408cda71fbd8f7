import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findServices, type Service } from '../workspace/service.ts'
import type { SourceTree } from '../workspace/source-tree.ts'
import { readWorkspaceMembers } from './workspace-members.ts'

/** A folder of an Nx project that may be a service. */
export interface ServiceFolder {
  /** The file that Nx gets to know the project by. */
  readonly file: string
  /** The service in it, if any; throws `invalid-options`. */
  read(): Promise<Service | undefined>
}

/**
 * The folders that Nx makes projects of by their `package.json` or `project.json`, from the paths of all such files and
 * of all Dockerfiles. A Dockerfile elsewhere, as in a fixture, makes no service.
 */
export function findServiceFolders(files: readonly string[], directory: string): ServiceFolder[] {
  const isMember = readWorkspaceMembers(directory)
  const byFolder = Map.groupBy(files, (file) => path.posix.dirname(file))
  return [...byFolder].flatMap(([folder, names]) => {
    const file = ['project.json', 'package.json']
      .map((name) => path.posix.join(folder, name))
      .find((name) => names.includes(name))
    if (file === undefined || (path.basename(file) === 'package.json' && !isMember(folder))) return []
    return [{ file, read: async () => (await findServices(treeOf(names, directory)))[0] }]
  })
}

/** Just these files, as they are on the disk. Nobody asks for their modes or ids here. */
function treeOf(names: readonly string[], directory: string): SourceTree {
  return {
    files: new Map(names.map((name) => [name, { path: name, mode: '100644', oid: '' }])),
    async readTexts(paths) {
      const texts = new Map<string, string>()
      for (const name of paths) {
        if (names.includes(name)) texts.set(name, await readFile(path.join(directory, name), 'utf8'))
      }
      return texts
    },
  }
}
