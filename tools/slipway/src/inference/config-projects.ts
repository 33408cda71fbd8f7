import path from 'node:path/posix'

/** What a folder of a config repo stands for. */
export type ConfigKind = 'overlay' | 'base' | 'component'

/** A folder of the config repo that is an Nx project. */
export interface ConfigProject {
  readonly kind: ConfigKind
  /** Name of the project: `<environment>/<service>`, `base/<service>` or `component/<name>`. */
  readonly name: string
  /** Its folder, relative to the workspace root. */
  readonly root: string
  /** Its kustomization file, relative to the workspace root. */
  readonly file: string
  /** The last folder: the service, or the component. */
  readonly subject: string
  /** Of an overlay. */
  readonly environment?: string
}

/** In the order in which they count when a folder has several, though kustomize refuses such a folder. */
const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** Whether a path has a name that kustomize gives its file. */
export function isKustomization(file: string): boolean {
  return kustomizationNames.includes(path.basename(file))
}

/**
 * The projects that kustomization files make of their folders: `overlays/<environment>/<service>`, `base/<service>`
 * and `components/<name>` of the config repo in `folder`. A kustomization anywhere else makes none.
 */
export function findConfigProjects(files: readonly string[], folder: string): ConfigProject[] {
  const byRoot = new Map<string, ConfigProject>()
  for (const name of kustomizationNames) {
    for (const file of files) {
      const project = path.basename(file) === name ? describeConfigProject(file, folder) : undefined
      if (project && !byRoot.has(project.root)) byRoot.set(project.root, project)
    }
  }
  return [...byRoot.values()]
}

function describeConfigProject(file: string, folder: string): ConfigProject | undefined {
  const root = path.dirname(file)
  const place = folder === '' ? root : root.startsWith(`${folder}/`) && root.slice(folder.length + 1)
  if (!place) return undefined
  const [area, ...names] = place.split('/')
  const [first = '', second = ''] = names
  if (area === 'overlays' && names.length === 2) {
    return {
      kind: 'overlay',
      name: overlayName(first, second),
      root,
      file,
      subject: second,
      environment: first,
    }
  }
  if (names.length !== 1) return undefined
  if (area === 'base') return { kind: 'base', name: `base/${first}`, root, file, subject: first }
  if (area === 'components') {
    return { kind: 'component', name: `component/${first}`, root, file, subject: first }
  }
  return undefined
}

/** An environment may be called "base", though no generator makes such a one: names of projects stay apart. */
function overlayName(environment: string, service: string): string {
  const isPrefix = environment === 'base' || environment === 'component'
  return isPrefix ? `overlays/${environment}/${service}` : `${environment}/${service}`
}
