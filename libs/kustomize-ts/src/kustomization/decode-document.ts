import { fail } from '../kustomize-error.ts'
import type { YamlNode } from '../yaml/node.ts'
import { DecodeContext, type Decoder } from './decode-context.ts'

/** Decodes a whole document; throws all that is wrong with it, with its places. */
export function decodeDocument<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type {
  const context = new DecodeContext(file)
  const result = decoder(node, context)
  context.finish()
  if (result === undefined)
    throw fail('bad-field-value', 'Wanted a map: found nothing', { file, line: 1, column: 1 })
  return result
}

/** Decodes a document as Kustomize reads the files of its plugins: unknown fields are ignored, texts need no quotes. */
export function decodeLeniently<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type {
  const context = new DecodeContext(file, { texts: true, unknownFields: true })
  const result = decoder(node, context)
  context.finish()
  if (result === undefined)
    throw fail('bad-field-value', 'Wanted a map: found nothing', { file, line: 1, column: 1 })
  return result
}

/** Decodes a document as Kustomize reads configurations: unknown fields and duplicate keys are errors, texts need no quotes. */
export function decodeStrictly<Type>(node: YamlNode, decoder: Decoder<Type>, file: string): Type | undefined {
  const context = new DecodeContext(file, { texts: true })
  reportDuplicates(node, context)
  const result = decoder(node, context)
  context.finish()
  return result
}

function reportDuplicates(node: YamlNode, context: DecodeContext): void {
  const seen = new Set<string>()
  for (const [index, child] of node.content.entries()) {
    const isKey = node.kind === 'map' && index % 2 === 0
    if (isKey && seen.has(child.value))
      context.report('bad-field-value', `The key "${child.value}" is here twice`, child)
    if (isKey) seen.add(child.value)
    reportDuplicates(child, context)
  }
}
