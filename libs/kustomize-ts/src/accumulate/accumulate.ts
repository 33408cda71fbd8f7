import { Accumulation } from '../target/accumulation.ts'
import { accumulateComponents } from '../fields/components.ts'
import { readConfigurations } from '../fields/configurations.ts'
import { readCrds } from '../fields/crds.ts'
import { runGenerators } from './run-generators.ts'
import { refuseHelm } from '../fields/helm-charts.ts'
import { useOpenApi } from '../fields/openapi.ts'
import { accumulateResources, type FolderOpener } from '../fields/resources.ts'
import { runTransformers } from './run-transformers.ts'
import { runValidators } from './run-validators.ts'
import { addVariables } from '../fields/vars.ts'
import { countFolder } from '../growth.ts'
import { fail } from '../kustomize-error.ts'
import type { Loader } from '../reader/loader.ts'
import type { Target } from '../target/target.ts'

/**
 * Gathers what a kustomization names and changes it as the kustomization says. A component works on what its parent has
 * gathered; anything else starts from nothing. References are not fixed here: that needs all names.
 */
export function accumulate(target: Target, accumulation: Accumulation): void {
  refuseHelm(target)
  accumulateResources(target, accumulation, openFolder)
  accumulation.addConfiguration(readConfigurations(target))
  accumulation.addConfiguration(readCrds(target))
  runGenerators(target, accumulation, openFolder)
  accumulateComponents(target, accumulation, openFolder)
  runTransformers(target, accumulation, openFolder)
  runValidators(target, accumulation, openFolder)
  addVariables(target, accumulation)
}

const openFolder: FolderOpener = (parent, path, { accumulation, isComponent }) => {
  const { context, origin } = parent
  const loader = parent.loader.openFolder(path)
  countFolder(loader.chain)
  if (isComponent) {
    accumulateFolder(parent, { path, loader, isComponent, accumulation })
    accumulation.resources.replaceAll(accumulation.resources.resources)
    accumulation.recheckConfiguration()
    return
  }
  const open = (inner: Loader) =>
    accumulateFolder(parent, { path, loader: inner, isComponent, accumulation: new Accumulation() })
  // Origins say where a folder lies seen from where the build began, so no other build can share them.
  const canShare = context.keptFolders !== undefined && origin === undefined
  accumulation.absorb(canShare ? context.keptFolders.accumulate(context, loader, open) : open(loader))
}

interface Folder {
  readonly path: string
  readonly loader: Loader
  readonly isComponent: boolean
  readonly accumulation: Accumulation
}

function accumulateFolder(parent: Target, { path, loader, isComponent, accumulation }: Folder): Accumulation {
  const kustomization = parent.context.loadKustomization(loader)
  const origin =
    parent.origin === undefined ? undefined : { ...parent.origin, path: joinPath(parent.origin.path, path) }
  const target: Target = { context: parent.context, loader, kustomization, origin }
  useOpenApi(target, { isRoot: false })
  requireKind(target, path, isComponent)
  accumulate(target, accumulation)
  return accumulation
}

function requireKind({ kustomization }: Target, path: string, isComponent: boolean): void {
  if ((kustomization.fields.kind === 'Component') === isComponent) return
  const wanted = isComponent ? 'be a Component' : 'not be a Component, which goes to "components"'
  throw fail('wrong-kind', `The kustomization in "${path}" must ${wanted}`, kustomization.positionOf('kind'))
}

function joinPath(base: string | undefined, path: string): string {
  const parts = (base === undefined ? path : `${base}/${path}`).split('/')
  const result: string[] = []
  for (const part of parts) {
    if (part === '' || part === '.') continue
    if (part === '..' && result.length > 0 && result.at(-1) !== '..') result.pop()
    else result.push(part)
  }
  return result.join('/')
}
