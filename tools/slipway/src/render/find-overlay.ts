import { overlayFolder } from '@slipway/config-repo'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'

/**
 * The folder of a service's overlay in the config repo at `root`. Throws `no-overlay`, with the names that are there.
 */
export async function findOverlay(root: string, environment: string, service: string): Promise<string> {
  const folder = path.join(root, overlayFolder(environment, service))
  const area = path.dirname(path.dirname(folder))
  const environments = await listFolders(area)
  if (!environments.includes(environment))
    throw noOverlay(`${environment}/${service}`, path.relative(root, area), environments)
  const services = await listFolders(path.dirname(folder))
  if (services.includes(service)) return folder
  throw noOverlay(`${environment}/${service}`, path.relative(root, path.dirname(folder)), services)
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return []
  })
  return entries
    .filter((entry) => !entry.isFile())
    .map(({ name }) => name)
    .toSorted()
}

const namesShown = 20

/** There is no such overlay; `names` are those that are in `folder`. */
export function noOverlay(wanted: string, folder: string, names: readonly string[]): SlipwayError {
  const shown = names.slice(0, namesShown).map((name) => `"${name}"`)
  const others = names.length > namesShown ? ` and ${names.length - namesShown} more` : ''
  const found = names.length > 0 ? `has ${shown.join(', ')}${others}` : 'is empty'
  return new SlipwayError('no-overlay', `Cannot find the overlay "${wanted}": "${folder}" ${found}`)
}
