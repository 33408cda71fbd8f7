import {
  ConfigRepoError,
  folderOf,
  hasOverlay,
  listOverlays,
  loadTree,
  Renderer,
  renderOverlay,
  type FileSource,
  type OverlayName,
} from '@slipway/config-repo'
import { createBuilder } from 'kustomize-ts'
import path from 'node:path'
import { withRevisions, type RevisionOptions, type Revisions } from '../revisions/with-revisions.ts'
import type { ConfigFiles } from '../workspace/open-config-files.ts'
import { findOverlay, noOverlay } from './find-overlay.ts'

/** The manifests of an overlay, as YAML. */
export interface Manifests extends OverlayName {
  readonly yaml: string
}

/** At which moment. */
export interface RenderOptions extends RevisionOptions {
  readonly at: string | undefined
}

/**
 * Renders overlays at a commit; without one as their files lie on the disk, or at the newest commit of a config repo that is elsewhere.
 * All or none. Throws `no-overlay`, `unknown-commit`, KustomizeError, `invalid-kustomization`.
 */
export async function renderOverlays(
  files: ConfigFiles,
  overlays: readonly OverlayName[],
  { at, ...options }: RenderOptions,
): Promise<Manifests[]> {
  if (at === undefined && files.place.kind === 'here')
    return await renderDisk(files, files.place.folder, overlays)
  const render = async (revisions: Revisions) => renderSource(await revisions.source(at), overlays)
  return await withRevisions(files, render, options)
}

/** Ignored files count too: somebody may have decrypted one that a generator reads. */
async function renderDisk(
  { own, workspace }: ConfigFiles,
  folder: string,
  overlays: readonly OverlayName[],
): Promise<Manifests[]> {
  const root = await own.root()
  const builder = createBuilder({ boundary: workspace ?? root })
  const folders = overlays.map(({ environment, service }) =>
    findOverlay(path.join(root, folder), environment, service),
  )
  const found = await Promise.all(folders)
  return overlays.map((overlay, index) => ({ ...overlay, yaml: builder.build(found[index] ?? '').yaml }))
}

async function renderSource(source: FileSource, overlays: readonly OverlayName[]): Promise<Manifests[]> {
  const tree = await loadTree(
    source,
    overlays.map((overlay) => folderOf(source, overlay)),
  )
  const missing = overlays.find((overlay) => !hasOverlay(tree, overlay))
  if (missing) throw await explainMissing(source, missing)
  const renderer = new Renderer(tree)
  return overlays.map((overlay) => {
    const rendering = renderOverlay(tree, renderer, overlay)
    if (rendering?.yaml !== undefined) return { ...overlay, yaml: rendering.yaml }
    const name = `${overlay.environment}/${overlay.service}`
    throw new ConfigRepoError('invalid-kustomization', `Cannot render "${name}"`, {
      problems: rendering?.problems ?? [],
    })
  })
}

async function explainMissing(source: FileSource, { environment, service }: OverlayName): Promise<Error> {
  const there = await listOverlays(source)
  const services = there.filter((one) => one.environment === environment).map((one) => one.service)
  return services.length === 0
    ? noOverlay(`${environment}/${service}`, 'overlays', [...new Set(there.map((one) => one.environment))])
    : noOverlay(`${environment}/${service}`, `overlays/${environment}`, services)
}
