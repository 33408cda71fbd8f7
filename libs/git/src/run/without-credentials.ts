/**
 * A URL, or a text with URLs in it, without user names and passwords. A user name of ssh stays (`git@`), as it is part of
 * the address and no secret; one of HTTP may be a token.
 */
export function withoutCredentials(text: string): string {
  return text
    .replaceAll(/\b(https?|ftps?):\/\/[^\s/'"]*@/gi, '$1://')
    .replaceAll(/\b([a-z][a-z0-9+.-]*):\/\/([^\s/:@'"]*):[^\s/'"]*@/gi, '$1://$2@')
}
