import { kustomizationPath, releasePath } from '../../layout/paths.ts'
import type { Overlay } from '../../snapshot/overlay.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** A folder names an overlay: its environment is in the settings, and release and images are of that service. */
export const ownNames: Rule = ({ overlays, settings }) => {
  const environments = settings && new Set(settings.environments.map(({ name }) => name))
  return overlays.flatMap((overlay) => [
    ...(environments?.has(overlay.environment) === false ? [unknownEnvironment(overlay)] : []),
    ...namesOf(overlay),
  ])
}

function unknownEnvironment({ environment, service }: Overlay): Finding {
  const file = kustomizationPath(environment, service)
  const message = `"${file}" is of an environment that slipway.yaml does not have: "${environment}"`
  return { severity: 'warning', code: 'unknown-environment', message, file, line: 1, column: 1 }
}

function namesOf({ environment, service, release, image }: Overlay): Finding[] {
  if (!release) return []
  const found: Finding[] = []
  const add = (code: string, file: string, message: string) =>
    found.push({ severity: 'problem', code, message, file, line: 1, column: 1 })
  const [file, kustomization] = [releasePath(environment, service), kustomizationPath(environment, service)]
  if (release.service !== service)
    add('misplaced-release', file, `"${file}" is a release of "${release.service}"`)
  if (!image) add('no-images-entry', kustomization, `"${kustomization}" has no images entry "${service}"`)
  return found
}
