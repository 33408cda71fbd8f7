import { fail } from '../kustomize-error.ts'
import { Tag, type YamlNode } from './node.ts'

/** The tag of bytes in base64. */
export const binaryTag = '!!binary'

/** The text in a base64 that Go accepts, with its padding, and with line breaks anywhere. */
export function decodeBinary(node: YamlNode): string {
  const text = node.value.replaceAll(/[\r\n]/g, '')
  const isValid = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
  if (isValid) return Buffer.from(text, 'base64').toString('utf8')
  throw fail('invalid-yaml', 'The text after "!!binary" must be base64', node)
}

/** Tags whose values have a type of their own. */
export const typedTags: ReadonlySet<string> = new Set([Tag.bool, Tag.int, Tag.float, Tag.null, Tag.timestamp])
