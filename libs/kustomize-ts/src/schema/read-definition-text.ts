import { wrap } from '../kustomize-error.ts'
import { toValue11 } from '../yaml/configuration-value.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import type { Value } from '../yaml/value.ts'

/** The data of a file of definitions: YAML, or JSON to its end where it begins with a brace. */
export function readDefinitionText(text: string): Value {
  if (text.startsWith('{')) requireJson(text)
  const document = parseConfiguration(text)
  return document === undefined ? null : toValue11(document)
}

function requireJson(text: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw wrap('bad-field-value', 'A file of definitions that begins with "{" must be JSON', error)
  }
}
