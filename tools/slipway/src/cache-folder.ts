import { homedir } from 'node:os'
import path from 'node:path'

/** The folder of what can be made again: below `XDG_CACHE_HOME`, or `~/.cache`. */
export function cacheFolder(variables: NodeJS.ProcessEnv): string {
  return path.join(variables['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'slipway')
}
