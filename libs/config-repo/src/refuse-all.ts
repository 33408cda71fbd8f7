import { ConfigRepoError, type ConfigRepoErrorCode } from './config-repo-error.ts'
import { kustomizationPath } from './layout/paths.ts'

/** Why a verb cannot do what was asked with one service. */
export interface Refused {
  readonly code: ConfigRepoErrorCode
  readonly environment: string
  readonly service: string
  readonly message: string
}

/** Throws one error that names everything that was refused, with the code of the first; does nothing when nothing was. */
export function refuseAll(refused: readonly Refused[]): void {
  const [first] = refused
  if (first === undefined) return
  const problems = refused.map(({ code, environment, service, message }) => ({
    code,
    message,
    file: kustomizationPath(environment, service),
    line: 1,
    column: 1,
  }))
  throw new ConfigRepoError(first.code, problems.map(({ message }) => message).join('\n'), { problems })
}
