import { kustomizeVersion } from '../finish/annotate.ts'
import { version } from '../version.ts'
import type { CommandOutput } from './command.ts'

/** `version`: of this package, and of the Kustomize whose results it gives. */
export function versionCommand(): CommandOutput {
  return { stdout: `${version} (as kustomize ${kustomizeVersion})\n`, stderr: '', exitCode: 0 }
}
