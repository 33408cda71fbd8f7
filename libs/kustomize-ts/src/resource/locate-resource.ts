import { locate } from '../kustomize-error.ts'
import type { Resource } from './resource.ts'

/**
 * Runs `action`, which works on a resource; problems that it reports without a file get the place that the resource was read from.
 * The lines of its nodes do not count: they may be those of a patch.
 */
export function locateResource<Result>({ source }: Resource, action: () => Result): Result {
  if (source === undefined) return action()
  return locate({ file: source.file, line: source.line, column: 1 }, action)
}
