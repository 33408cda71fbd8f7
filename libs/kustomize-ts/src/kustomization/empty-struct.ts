import { mapNode, type YamlNode } from '../yaml/node.ts'

/** The struct that a null element of a list stands for: no field is set. */
export function emptyStruct(): { readonly node: YamlNode } {
  return { node: mapNode() }
}
