import { overlaysAmong } from '../../render/overlay-name.ts'
import type { Rule } from '../rule.ts'

/** Argo CD deploys every folder that has a `release.yaml`: without a kustomization there is nothing in it to deploy. */
export const strayReleases: Rule = ({ paths }) => {
  const known = new Set(overlaysAmong(paths).map(({ environment, service }) => `${environment}/${service}`))
  return paths.flatMap((file) => {
    const name = /^overlays\/([^/]+\/[^/]+)\/release\.yaml$/.exec(file)?.[1]
    if (name === undefined || known.has(name)) return []
    const message = `"${file}" is a release without an overlay: wanted a "kustomization.yaml" beside it`
    return [{ severity: 'problem' as const, code: 'stray-release', message, file, line: 1, column: 1 }]
  })
}
