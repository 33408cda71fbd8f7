import type { Resource } from '../resource/resource.ts'

/** Whether two resources got the same prefixes and suffixes, seen from the outermost; none fits any when that is allowed. */
export function hasSameAffixes(
  left: Resource,
  right: Resource,
  { allowEmpty }: { allowEmpty: boolean },
): boolean {
  return (
    fits(left.state.prefixes, right.state.prefixes, allowEmpty) &&
    fits(left.state.suffixes, right.state.suffixes, allowEmpty)
  )
}

function fits(left: readonly string[], right: readonly string[], allowEmpty: boolean): boolean {
  if (allowEmpty && (left.length === 0 || right.length === 0)) return true
  const length = Math.min(left.length, right.length)
  if (length === 0) return left.length === right.length
  return left.slice(-length).join(',') === right.slice(-length).join(',')
}
