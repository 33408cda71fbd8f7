/** Of a page, what begins with "./": all else, such as "/favicon.svg", stays as it is. */
const reference = /(\s(?:src|href)=)(["'])\.\/([^"'?#]+)\2/g

/** The files that a page is put together from: those that its `src` and `href` name with "./", relative to the page. */
export function findPageFiles(html: string): string[] {
  return [...new Set([...html.matchAll(reference)].map(([, , , file]) => file ?? ''))]
}

/**
 * A page with the addresses that its files have got, and with links to the style sheets that its scripts import. A file
 * without an address stays as it was.
 */
export function placeFiles(
  html: string,
  addresses: ReadonlyMap<string, string>,
  styles: readonly string[] = [],
): string {
  const placed = html.replace(reference, (whole, attribute: string, quote: string, file: string) => {
    const address = addresses.get(file)
    return address === undefined ? whole : `${attribute}${quote}${address}${quote}`
  })
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}" />\n`).join('')
  // A function, as "$&" in a replacement text would mean something.
  return links === '' ? placed : placed.replace(/(?=<\/head>)/i, () => links)
}
