import { decodeLeniently } from '../kustomization/decode-document.ts'
import { type Decoder } from '../kustomization/decode-context.ts'
import type { Resource } from '../resource/resource.ts'
import { toNode } from '../yaml/to-node.ts'
import { toValue } from '../yaml/value.ts'

/**
 * Reads a plugin's configuration as Kustomize does: unknown fields do not matter, and numbers pass for texts. Problems have no
 * place, as the text that they would belong to is not the one in the file.
 */
export function decodePlugin<Type>(plugin: Resource, decoder: Decoder<Type>): Type {
  // Kustomize prints the configuration and reads it again, by YAML 1.1 this time; quotes keep the types.
  return decodeLeniently(toNode(toValue(plugin.node)), decoder, '')
}
