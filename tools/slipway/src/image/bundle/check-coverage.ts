import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import { isBelow } from '../../workspace/source-tree.ts'
import type { ImageInputs } from '../inputs/image-inputs.ts'

/**
 * Holds what a bundle took in against the inputs hash: a file outside of it could change without a new image. Such is a
 * package that is not a production dependency, a fixture, a whole `package.json`. Throws `uncovered-input` with all.
 */
export function checkCoverage(bundled: readonly string[], service: Service, inputs: ImageInputs): void {
  const files = new Set(inputs.files.map(([file]) => file))
  const uncovered = bundled.filter((file) => !files.has(file) && !isInstalled(file, inputs.installed))
  if (uncovered.length === 0) return
  const named = uncovered.slice(0, filesNamed).map((file) => `"${file}"`)
  const others = uncovered.length > filesNamed ? ` and ${uncovered.length - filesNamed} more` : ''
  throw new SlipwayError(
    'uncovered-input',
    `Cannot build "${service.name}": its inputs hash does not cover ${named.join(', ')}${others}. ` +
      'Declare a package under "dependencies" and run "npm install", commit a file to Git or name it in the option "inputs"',
  )
}

const filesNamed = 5

/** Without npm's lockfile, the whole lockfile counts and with it every installed package. */
function isInstalled(file: string, installed: readonly string[] | undefined): boolean {
  const location = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
  if (location === undefined) return false
  return installed?.some((known) => isBelow(location, known)) ?? true
}
