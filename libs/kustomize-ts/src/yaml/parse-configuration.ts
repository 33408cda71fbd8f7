import { resolveConfiguration } from './resolve-configuration.ts'
import type { YamlNode } from './node.ts'
import { parseFirst } from './parse.ts'

/**
 * The first document of a kustomization, a JSON patch or a file of settings, or undefined when there is none, with aliases and merge
 * keys resolved. Kustomize reads these with go-yaml v2. Throws `invalid-yaml` or `alias-limit`.
 */
export function parseConfiguration(text: string): YamlNode | undefined {
  const { root, mustResolve } = parseFirst(text, { dialect: 'configuration' })
  return root !== undefined && mustResolve ? resolveConfiguration(root) : root
}
