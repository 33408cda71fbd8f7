/** How a repository is reached. */
export type Address =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: string | undefined; readonly path: string }
  | { readonly kind: 'http'; readonly helper: 'remote-http' | 'remote-https' }

/**
 * How a URL is reached, or `undefined` for one that is better left to Git: the rare forms (percent signs, `~`, brackets), those that Git
 * refuses (a host or a user that begins like an option), and those of other protocols.
 */
export function readAddress(url: string): Address | undefined {
  const protocol = /^(https?):\/\//i.exec(url)?.[1]?.toLowerCase()
  if (protocol !== undefined)
    return { kind: 'http', helper: protocol === 'http' ? 'remote-http' : 'remote-https' }
  const path = /^(?:file:\/\/)?(\/.*)$/i.exec(url)?.[1]
  // In a URL a percent sign begins a code; in a path it is one.
  if (path !== undefined) return url !== path && path.includes('%') ? undefined : { kind: 'folder', path }
  const long = /^ssh:\/\/((?:\w[\w.-]*@)?\w[\w.-]*)(?::(\d+))?(\/[\w.@/+-]*)$/i.exec(url)
  if (long) return { kind: 'ssh', host: long[1] ?? '', port: long[2], path: long[3] ?? '' }
  const short = /^((?:\w[\w.-]*@)?\w[\w.-]*):(?!\/\/)([\w./][\w.@/+-]*)$/.exec(url)
  if (short && !/^[a-z]$/i.test(short[1] ?? '')) {
    return { kind: 'ssh', host: short[1] ?? '', port: undefined, path: short[2] ?? '' }
  }
  return undefined
}
