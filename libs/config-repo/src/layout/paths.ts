/** Where things lie in a config repo; every path is relative to its folder and has `/` between names. */

export const settingsPath = 'slipway.yaml'

/** The folder of what is the same everywhere. */
export function baseFolder(service: string): string {
  return `base/${service}`
}

/** The folder of everything in one environment. */
export function environmentFolder(environment: string): string {
  return `overlays/${environment}`
}

/** The folder of what differs in one environment. */
export function overlayFolder(environment: string, service: string): string {
  return `${environmentFolder(environment)}/${service}`
}

/** The file whose `images` entry is what deploys. */
export function kustomizationPath(environment: string, service: string): string {
  return `${overlayFolder(environment, service)}/kustomization.yaml`
}

/** The file that says which build runs here; absent before the first release. */
export function releasePath(environment: string, service: string): string {
  return `${overlayFolder(environment, service)}/release.yaml`
}
