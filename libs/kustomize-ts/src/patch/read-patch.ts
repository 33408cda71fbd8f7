import { KustomizeError } from '../kustomize-error.ts'
import type { Operation } from '../json-patch/json-patch.ts'
import { parseOperations } from '../json-patch/parse-operations.ts'
import { readResourceNodes } from '../resource/read-resources.ts'
import type { YamlNode } from '../yaml/node.ts'

/** A patch as both of the things that it may be; what it is not has the reason. */
export interface ReadPatch {
  /** Resources to merge, for callers that copy them. */
  readonly merges: readonly YamlNode[] | KustomizeError
  /** Operations of RFC 6902. */
  readonly operations: readonly Operation[] | KustomizeError
}

/** Reads the text of a patch. */
export function readPatch(text: string): ReadPatch {
  const merges = attempt(() => readResourceNodes(text))
  // Resources are maps and operations a list, so what holds resources needs no second reading.
  const isMerge = !(merges instanceof KustomizeError) && merges.length > 0
  return { merges, operations: isMerge ? [] : attempt(() => parseOperations(text)) }
}

function attempt<Result>(action: () => Result): Result | KustomizeError {
  try {
    return action()
  } catch (error) {
    if (error instanceof KustomizeError) return error
    throw error
  }
}
