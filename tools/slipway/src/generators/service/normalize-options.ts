import type { Tree } from '@nx/devkit'
import { serviceName } from '@slipway/config-repo'
import path from 'node:path/posix'
import type { NormalizedPluginOptions } from '../../options/plugin-options.ts'
import { SlipwayError } from '../../slipway-error.ts'
import { composePath, readCompose } from '../compose/read-compose.ts'
import { chooseAdminPort, choosePorts } from '../workspace/choose-port.ts'
import { findKnownProjects } from '../workspace/known-projects.ts'
import { chooseApi } from './choose-api.ts'
import { chooseImage } from './choose-image.ts'
import type { NewService, ServiceGeneratorOptions } from './options.ts'
import { requireFreeName } from './require-free-name.ts'
import { requireSource } from './require-source.ts'

/**
 * Makes every choice that the user left open and refuses what cannot be, before anything is written. Throws
 * `invalid-name`, `taken`, `taken-port`, `outside-workspace`, `no-dockerfile`, `no-base`, `invalid-options`.
 */
export function normalizeOptions(
  tree: Tree,
  options: ServiceGeneratorOptions,
  { appsDir }: NormalizedPluginOptions,
): NewService {
  const { name } = options
  requireServiceName(name)
  refuseTemplate(options)
  const source = options.source === undefined ? undefined : requireSource(tree, options.source, name)
  const root = source?.root ?? path.join(appsDir, name)
  const projects = findKnownProjects(tree)
  const compose = readCompose(tree.read(composePath, 'utf8') ?? '')
  requireFreeName(tree, { name, root, adopted: source !== undefined }, { projects, compose })
  const ports = choosePorts(
    { wanted: options.port, exposed: source?.exposed },
    portsOf(projects, compose.ports, root),
  )
  return {
    name,
    root,
    ...ports,
    adminPort: source || options.template === 'static' ? undefined : chooseAdminPort(ports.port),
    probes: chooseProbes(options),
    image: source ? undefined : chooseImage(options),
    api: options.template === 'static' ? chooseApi(options, projects) : undefined,
  }
}

function requireServiceName(name: string): void {
  const { error } = serviceName.safeParse(name)
  if (!error) return
  throw new SlipwayError('invalid-name', `Cannot name a service "${name}": ${error.issues[0]?.message}`)
}

/** An adopted folder is what it is. */
function refuseTemplate({ source, template }: ServiceGeneratorOptions): void {
  if (source !== undefined && template === 'static') {
    throw new SlipwayError(
      'invalid-options',
      `Cannot adopt "${source}" as a front end: --template goes with a new service`,
    )
  }
}

function portsOf(
  projects: readonly { name: string; root: string; port: number | undefined }[],
  composePorts: ReadonlyMap<number, string>,
  root: string,
): ReadonlyMap<number, string> {
  const ports = new Map(composePorts)
  for (const project of projects) {
    if (project.port !== undefined && project.root !== root) ports.set(project.port, project.name)
  }
  return ports
}

/** A new service has the probes of service-kit. */
function chooseProbes({ name, source, readiness, liveness }: ServiceGeneratorOptions): NewService['probes'] {
  if (source === undefined && (readiness ?? liveness) !== undefined) {
    throw new SlipwayError(
      'invalid-options',
      `Cannot choose the probes of "${name}": --readiness and --liveness go with --source`,
    )
  }
  return { readiness: readiness ?? '/ready', liveness: liveness ?? '/health' }
}
