import path from 'node:path/posix'
import { overlayFolder } from '../../layout/paths.ts'
import { pathInRepository } from '../../remote/location.ts'
import { overlaysAmong } from '../../render/overlay-name.ts'
import { Renderer } from '../../render/renderer.ts'
import type { Rule } from '../rule.ts'

/** Every overlay can be rendered: Argo CD could not deploy one that cannot. */
export const rendered: Rule = ({ paths, tree }) => {
  const renderer = new Renderer(tree)
  return overlaysAmong(paths).flatMap(({ environment, service }) => {
    const folder = pathInRepository(tree, overlayFolder(environment, service))
    return renderer.render(folder).problems.map((problem) => ({
      severity: 'problem' as const,
      code: 'not-rendered',
      message: `Cannot render "${environment}/${service}": ${problem.message}`,
      file: path.relative(tree.folder, problem.file || `${folder}/kustomization.yaml`),
      line: Math.max(problem.line, 1),
      column: Math.max(problem.column, 1),
    }))
  })
}
