/**
 * A text without the user names, passwords, queries and fragments of the URLs in it: any of them may be a secret, and the
 * messages of many errors have the URL that was asked.
 */
export function hideSecrets(text: string): string {
  return text.includes('://') ? text.replace(url, '$1$2') : text
}

// The scheme has a bound, or a long text of letters and dots would be searched again from each of them.
const url = /\b([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^\s/?#@"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi

/** Whether the name of a field or a header says that its value is nobody's business. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

const secretName =
  /^(proxy-)?authorization$|cookie|passw|passphrase|secret|token|credential|api[-_]?key|private[-_]?key/i
