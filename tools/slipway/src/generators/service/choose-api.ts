import type { ApiService } from '@slipway/config-repo'
import { SlipwayError } from '../../slipway-error.ts'
import type { KnownProject } from '../workspace/known-projects.ts'
import type { ServiceGeneratorOptions } from './options.ts'

const address = /^(?<service>[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::(?<port>[1-9]\d{0,4}))?$/

/**
 * The service behind a front end: the one that `--api` names, with its port where it is none of the workspace's, or else
 * the only one that there is. Throws `invalid-options`.
 */
export function chooseApi(
  { name, api }: ServiceGeneratorOptions,
  projects: readonly KnownProject[],
): ApiService {
  const services = projects.flatMap(({ name: service, port: itsPort, kind }) =>
    itsPort === undefined || kind === 'static' ? [] : [{ service, port: itsPort }],
  )
  const [only, ...others] = services
  if (api === undefined && only && others.length === 0) return only
  const named = address.exec(api ?? '')?.groups
  const service = named?.['service'] ?? ''
  if (named?.['port'] !== undefined) return { service, port: Number(named['port']) }
  const found = services.find((one) => one.service === service)
  if (found) return found
  const known = services.map((one) => `"${one.service}"`).join(', ') || 'none'
  throw new SlipwayError(
    'invalid-options',
    `Cannot tell where "/api/" of "${name}" leads: wanted --api, a service of the workspace (${known}) or <name>:<port>${api === undefined ? '' : `, found "${api}"`}`,
  )
}
