import { ConfigRepoError, type Problem } from '@slipway/config-repo/settings'
import { GitError } from '@slipway/git'
import { OciError } from '@slipway/oci'
import { SlipwayError } from '../slipway-error.ts'

/**
 * What to print of an error that says what is wrong: its message, a line for each place in a file, and its code, by which the README
 * tells what to do. `undefined` for any other error, which is a bug and keeps its stack.
 */
export function describeError(error: unknown): string | undefined {
  if (isKustomizeError(error)) return error.message
  if (error instanceof OciError) return `${describeRegistryError(error)} [${error.code}]`
  if (error instanceof GitError) return `${error.message} [${error.code}]`
  if (error instanceof SlipwayError || error instanceof ConfigRepoError)
    return `${describeWithProblems(error.message, error.problems)} [${error.code}]`
  return undefined
}

/** By its name: every target loads this file, and few of them load kustomize-ts, which takes a tenth of a second. */
function isKustomizeError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'KustomizeError'
}

/** Who was refused with what lies in a file, or with nothing, is told how to log in; a login itself is not. */
function describeRegistryError({ message, code, host, file }: OciError): string {
  if (code !== 'unauthorized' || host === undefined || file === undefined) return message
  return `${message}: run "npx slipway login ${host} --username <name> --password-stdin"`
}

/** A message that is made of those of its problems is not said twice: it is about services, and no place in a file is wrong. */
function describeWithProblems(message: string, problems: readonly Problem[]): string {
  const isSaid = message === problems.map((problem) => problem.message).join('\n')
  return isSaid ? message : [message, ...problems.map(describeProblem)].join('\n')
}

function describeProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`
}
