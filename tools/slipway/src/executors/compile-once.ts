import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { cacheFolder } from '../cache-folder.ts'

/**
 * Lets Node keep what it compiles of the modules that are imported from now on. Every task is a process of its own, and
 * half of what a short one costs is reading and compiling the same source again. The folder is the user's own: in a
 * shared one somebody else could leave code.
 */
export function compileOnce(): void {
  enableCompileCache(path.join(cacheFolder(process.env), 'compiled'))
}
