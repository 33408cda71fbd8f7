import { fail } from '../kustomize-error.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { toValue11 } from '../yaml/configuration-value.ts'
import { decodePatch, type Operation } from './json-patch.ts'

/** The operations in the text of a JSON 6902 patch, JSON or YAML. What begins with a bracket must be JSON. */
export function parseOperations(text: string): Operation[] {
  if (text === '') throw fail('invalid-patch', 'A JSON 6902 patch must not be empty')
  if (text.startsWith('[')) requireJson(text)
  const node = parseConfiguration(text)
  return node === undefined ? [] : decodePatch(toValue11(node))
}

function requireJson(text: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw fail('invalid-patch', `A patch that begins with "[" must be JSON: ${(error as Error).message}`)
  }
}
