import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import { isBelow, type SourceTree } from '../../workspace/source-tree.ts'

/** The paths that a service's option `inputs` names; throws `invalid-options` when Git has nothing at one of them. */
export function requireInputs(tree: SourceTree, service: Service): readonly string[] {
  const paths = [...tree.files.keys()]
  for (const input of service.inputs) {
    if (paths.some((path) => isBelow(path, input))) continue
    throw new SlipwayError(
      'invalid-options',
      `Cannot find "${input}", which "inputs" of the service "${service.name}" names: Git has no such file or folder`,
    )
  }
  return service.inputs
}
