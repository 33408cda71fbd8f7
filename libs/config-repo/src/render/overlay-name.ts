/** Names an overlay: a service in an environment. */
export interface OverlayName {
  readonly environment: string
  readonly service: string
}

/** The overlays among paths of a config repo, by environment and service. */
export function overlaysAmong(paths: Iterable<string>): OverlayName[] {
  const found = new Map<string, OverlayName>()
  for (const path of paths) {
    const [, environment, service] =
      /^overlays\/([^/]+)\/([^/]+)\/(?:kustomization\.ya?ml|Kustomization)$/.exec(path) ?? []
    if (environment !== undefined && service !== undefined)
      found.set(`${environment}/${service}`, { environment, service })
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, name]) => name)
}
