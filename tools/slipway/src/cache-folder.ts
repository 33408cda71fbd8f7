import { homedir } from 'node:os'
import path from 'node:path'

/** The folder of what can be made again: below `XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheFolder(variables: NodeJS.ProcessEnv): string {
  return path.join(variables['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'slipway')
}

/** Where objects of config repos are kept from one command to the next. */
export function configRepoCache({ cache }: { readonly cache: string }): string {
  return path.join(cache, 'config-repos')
}
