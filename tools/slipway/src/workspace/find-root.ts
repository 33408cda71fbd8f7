import { stat } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'

/** The nearest folder, from `directory` upwards, with an `nx.json`. Throws `no-workspace`. */
export async function findWorkspaceRoot(directory: string): Promise<string> {
  for (let folder = path.resolve(directory); ; folder = path.dirname(folder)) {
    const found = await stat(path.join(folder, 'nx.json')).catch(() => undefined)
    if (found?.isFile()) return folder
    if (folder === path.dirname(folder)) break
  }
  throw new SlipwayError(
    'no-workspace',
    `Cannot find an Nx workspace: no "nx.json" in "${directory}" or above`,
  )
}
