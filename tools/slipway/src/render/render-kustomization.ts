import { build } from 'kustomize-ts'

/** The manifests of a kustomization as YAML; nothing outside of `boundary` is read. Throws KustomizeError. */
export function renderKustomization(boundary: string, directory: string): string {
  return build(directory, { boundary }).yaml
}
