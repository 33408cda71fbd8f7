/**
 * The first value of `name` in a query, '' when there is none, read as Go's `url.ParseQuery` and `Values.Get` do: `+` is a space,
 * and a pair that has a `;` or a broken escape is passed over.
 */
export function readFirst(query: string, name: string): string {
  for (const pair of query.split('&')) {
    if (pair.includes(';')) continue
    const [key = '', ...rest] = pair.split('=')
    const value = unescape(rest.join('='))
    if (unescape(key) === name && value !== undefined) return value
  }
  return ''
}

/** Gives `undefined` for an escape that Go refuses. */
function unescape(text: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // Go keeps bytes that are no UTF-8: a value all the same, though never a number.
    return '\uFFFD'
  }
}
