import type { Node } from 'yaml'
import { appendLines, indentLines, spanOf } from '../yaml/append-lines.ts'
import { findServices } from './read-compose.ts'

/**
 * Adds a service after the others to the text of a compose file: only lines are added, so comments and order stay. `entry`
 * begins with the service's name and is not indented. Throws `invalid-options` when the text is no compose file.
 */
export function addComposeService(text: string, entry: string): string {
  const last = findServices(text)?.items.at(-1)
  if (!last)
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}services:\n${indentLines(entry, '  ')}`
  const key = last.key as Node
  return appendLines(text, spanOf(key, (last.value as Node | null) ?? key), `\n${entry}`)
}
