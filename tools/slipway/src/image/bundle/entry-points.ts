import { existsSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import type { ImageInputs } from '../inputs/image-inputs.ts'

/**
 * The files that a bundle starts from, by the name of what becomes of them. A pool of piscina starts its threads from a
 * file `worker.js` beside the bundle. Throws `no-main` when one is missing, `invalid-options` when two have one name.
 */
export function findEntryPoints(
  workspace: string,
  service: Service,
  inputs: ImageInputs,
): Record<string, string> {
  const entries: [name: string, file: string][] = [['main', service.main]]
  for (const worker of service.workers) entries.push([path.parse(worker).name, worker])
  const pool = inputs.installed?.find((location) => /(^|\/)node_modules\/piscina$/.test(location))
  if (pool !== undefined) entries.push(['worker', path.join(pool, 'dist/worker.js')])
  for (const [, file] of entries) requireFile(workspace, service, file)
  refuseTwins(service, entries)
  return Object.fromEntries(entries)
}

function requireFile(workspace: string, service: Service, file: string): void {
  if (existsSync(path.join(workspace, file))) return
  throw new SlipwayError('no-main', `Cannot bundle the service "${service.name}": there is no file "${file}"`)
}

function refuseTwins(service: Service, entries: readonly (readonly [string, string])[]): void {
  const names = entries.map(([name]) => name)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin === undefined) return
  throw new SlipwayError(
    'invalid-options',
    `Cannot bundle the service "${service.name}": two of its entry points would become "${twin}.js"`,
  )
}
