import { describeIssue } from '@slipway/config-repo/settings'
import path from 'node:path/posix'
import { z } from 'zod'
import { serviceOptions, type ServiceOptions } from '../options/service-options.ts'
import { SlipwayError } from '../slipway-error.ts'
import type { SourceTree } from './source-tree.ts'

/** A project that becomes an image, its options filled in. */
export interface Service {
  /** Name of its image and of its overlays. */
  readonly name: string
  /** Folder of the project, relative to the workspace root. */
  readonly root: string
  readonly port: number | undefined
  /** What the oci builder makes the image of. */
  readonly kind: 'node' | 'static'
  readonly builder: 'oci' | 'docker'
  readonly base: string | undefined
  /** Entry points of the oci builder, relative to the workspace root. */
  readonly main: string
  readonly workers: readonly string[]
  /** Where a front end that is served from its source passes `/api/` on to. */
  readonly api: string | undefined
  /** For the docker builder, relative to the workspace root. */
  readonly dockerfile: string
  readonly context: string
  readonly target: string | undefined
  readonly buildArgs: Readonly<Record<string, string>>
  /** Environment variables by the ids under which the Dockerfile mounts their values. */
  readonly secrets: Readonly<Record<string, string>>
  /** As `linux/amd64`; none means the platform of the machine that builds. */
  readonly platforms: readonly string[]
  readonly cache: string | undefined
  readonly attestations: readonly ('provenance' | 'sbom')[]
  readonly inputs: readonly string[]
}

const entryPoints = { node: 'src/main.ts', static: 'index.html' }

const manifest = z.looseObject({ name: z.string().optional(), slipway: z.unknown().optional() })

/** The service in the folder `root`; throws `not-a-service` when nothing there says that it becomes an image. */
export async function readService(tree: SourceTree, root: string): Promise<Service> {
  const [service] = await readServices(tree, [root])
  if (service) return service
  throw new SlipwayError(
    'not-a-service',
    `Cannot build an image of "${root}": wanted a "slipway" entry in its package.json or project.json, or a Dockerfile beside it`,
  )
}

/** Every service of a source tree, by the order of their folders. Throws `invalid-options`. */
export async function findServices(tree: SourceTree): Promise<Service[]> {
  const marks = [...tree.files.keys()].filter((file) => /(^|\/)(package|project)\.json$/.test(file))
  return readServices(tree, [...new Set(marks.map((file) => path.dirname(file)))].toSorted())
}

async function readServices(tree: SourceTree, roots: readonly string[]): Promise<Service[]> {
  const texts = await tree.readTexts(
    roots.flatMap((root) => [path.join(root, 'package.json'), path.join(root, 'project.json')]),
  )
  return roots.flatMap((root) => {
    const service = describeService(tree, root, texts)
    return service ? [service] : []
  })
}

function describeService(tree: SourceTree, root: string, texts: Map<string, string>): Service | undefined {
  const file = ['package.json', 'project.json']
    .map((name) => path.join(root, name))
    .find((name) => texts.has(name))
  // Nx makes no project of a Dockerfile alone.
  if (file === undefined) return undefined
  const text = texts.get(file) ?? ''
  const hasDockerfile = tree.files.has(path.join(root, 'Dockerfile'))
  // Somebody's broken fixture must not stop the services beside it.
  if (!text.includes('"slipway"') && !hasDockerfile) return undefined
  const { name, slipway: entry } = readManifest(text, file)
  if (entry === undefined && !hasDockerfile) return undefined
  const options = entry === undefined ? {} : readOptions(entry, { path: file, text })
  const kind = options.kind ?? 'node'
  const usesDocker = hasDockerfile && (entry === undefined || path.basename(file) === 'project.json')
  const builder = options.builder ?? (usesDocker ? 'docker' : 'oci')
  refuseWrongBuilder(options, builder, { path: file, text })
  return {
    name: name?.replace(/^@[^/]*\//, '') ?? path.basename(root),
    root,
    port: options.port,
    kind,
    builder,
    base: options.base,
    main: path.join(root, options.main ?? entryPoints[kind]),
    workers: (options.workers ?? []).map((worker) => path.join(root, worker)),
    api: options.api,
    dockerfile: path.join(root, options.dockerfile ?? 'Dockerfile'),
    context: normalize(options.context ?? root),
    target: options.target,
    buildArgs: options.buildArgs ?? {},
    secrets: options.secrets ?? {},
    platforms: (options.platforms ?? []).toSorted(),
    cache: options.cache,
    attestations: options.attestations ?? [],
    inputs: (options.inputs ?? []).map(normalize),
  }
}

/** As Git writes a path: without `./` before and `/` after it. */
function normalize(name: string): string {
  return path.normalize(name).replace(/\/$/, '')
}

function readManifest(text: string, file: string): { name?: string | undefined; slipway?: unknown } {
  try {
    return manifest.parse(JSON.parse(text))
  } catch (cause) {
    throw new SlipwayError('invalid-options', `Cannot read "${file}": wanted a JSON object with a name`, {
      cause,
    })
  }
}

function readOptions(entry: unknown, file: { path: string; text: string }): ServiceOptions {
  const { success, data, error } = serviceOptions.safeParse(entry)
  if (success) return data
  throw refuse(
    file,
    error.issues.map((issue) => `${['slipway', ...issue.path].join('.')}: ${describeIssue(issue)}`),
  )
}

const dockerOptions = ['target', 'buildArgs', 'secrets', 'cache', 'attestations'] as const

/** Passed over they would be believed in, secrets most of all. */
function refuseWrongBuilder(
  options: ServiceOptions,
  builder: Service['builder'],
  file: { path: string; text: string },
): void {
  const found =
    builder === 'oci'
      ? dockerOptions.filter((name) => options[name] !== undefined)
      : options.kind === 'static'
        ? ['kind']
        : []
  if (found.length === 0) return
  const wanted = builder === 'oci' ? 'docker' : 'oci'
  throw refuse(
    file,
    found.map(
      (name) => `slipway.${name}: wanted "builder": "${wanted}" beside it, found the ${builder} builder`,
    ),
  )
}

function refuse(file: { path: string; text: string }, messages: readonly string[]): SlipwayError {
  const place = placeOf(file.text, '"slipway"')
  const problems = messages.map((message) => ({
    code: 'invalid-options',
    message,
    file: file.path,
    ...place,
  }))
  return new SlipwayError('invalid-options', `Cannot read the "slipway" entry of "${file.path}"`, {
    problems,
  })
}

function placeOf(text: string, word: string): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, text.indexOf(word))).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
