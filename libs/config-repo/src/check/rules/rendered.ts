import path from 'node:path/posix'
import { kustomizationPath, overlayFolder } from '../../layout/paths.ts'
import { pathInRepository } from '../../remote/location.ts'
import { overlaysAmong } from '../../render/overlay-name.ts'
import { Renderer } from '../../render/renderer.ts'
import { isEditedByHand, type Overlay } from '../../snapshot/overlay.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import type { Rule } from '../rule.ts'

/**
 * Every overlay can be rendered, as Argo CD could not deploy one that cannot, and what was released is in it: another entry of `images` may have
 * the last word, or the name of an entry may be that of no container.
 */
export const rendered: Rule = ({ paths, tree, overlays }) => {
  const renderer = new Renderer(tree)
  const read = new Map(overlays.map((overlay) => [`${overlay.environment}/${overlay.service}`, overlay]))
  return overlaysAmong(paths).flatMap(({ environment, service }): Finding[] => {
    const folder = pathInRepository(tree, overlayFolder(environment, service))
    const { yaml, problems } = renderer.render(folder)
    const overlay = read.get(`${environment}/${service}`)
    if (yaml !== undefined) return overlay ? notDeployed(overlay, yaml) : []
    return problems.map((problem) => ({
      severity: 'problem' as const,
      code: 'not-rendered',
      message: `Cannot render "${environment}/${service}": ${problem.message}`,
      file: path.relative(tree.folder, problem.file || `${folder}/kustomization.yaml`),
      line: Math.max(problem.line, 1),
      column: Math.max(problem.column, 1),
    }))
  })
}

/** Of what is edited by hand, another rule tells. */
function notDeployed(overlay: Overlay, yaml: string): Finding[] {
  const { environment, service, release, kustomization } = overlay
  if (!release || isEditedByHand(overlay)) return []
  const image = `${release.image}@${release.digest}`
  if (yaml.includes(image)) return []
  return [
    {
      severity: 'warning',
      code: 'not-deployed',
      message: `What was released of "${service}" in "${environment}" is not deployed: no container has the image "${image}" when its overlay is rendered`,
      file: kustomizationPath(environment, service),
      ...placeOf(kustomization, release.digest),
    },
  ]
}
