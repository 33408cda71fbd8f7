/** The config map of a service, before kustomize adds the hash of its content. */
export function configMapName(service: string): string {
  return `${service}-config`
}
