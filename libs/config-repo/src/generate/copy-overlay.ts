import { replaceValues, setImage } from 'kustomize-ts'
import { overlayFolder } from '../layout/paths.ts'
import type { Environment } from '../settings/settings.ts'
import { apiFile, moveApiAddress } from './api-address.ts'
import { unreleasedTag } from './overlay-files.ts'

/**
 * The overlay of a service in another environment: its files (by path in the overlay) under the new folder, with
 * namespace, label, `APP_ENV` and a front end's `/api/` of the new environment, and as if it was never released.
 */
export function copyOverlay(
  service: string,
  files: Readonly<Record<string, string>>,
  from: Environment,
  to: Environment,
): Record<string, string> {
  const copies = Object.entries(files)
    .filter(([path]) => path !== 'release.yaml')
    .map(([path, text]) => {
      const target = `${overlayFolder(to.name, service)}/${path}`
      if (path === 'kustomization.yaml') return [target, rename(service, text, target, from, to)] as const
      return [target, path === apiFile ? moveApiAddress(text, from, to) : text] as const
    })
  return Object.fromEntries(copies)
}

function rename(service: string, text: string, file: string, from: Environment, to: Environment): string {
  const renamed = replaceValues(text, file, (path, value) => {
    const field = path.filter((step) => typeof step === 'string').join('.')
    if (field === 'namespace' && value === from.namespace) return to.namespace
    if (field === 'labels.pairs.environment' && value === from.name) return to.name
    if (field === 'configMapGenerator.literals' && value === `APP_ENV=${from.name}`)
      return `APP_ENV=${to.name}`
    return undefined
  })
  return setImage(renamed, { name: service, newTag: unreleasedTag }, file)
}
