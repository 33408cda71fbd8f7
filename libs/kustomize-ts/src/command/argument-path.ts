import { resolve } from 'node:path'

import { isRemote } from '../reader/remote.ts'
import type { CommandEnvironment } from './command.ts'

/** The absolute path that an argument names; an empty one and a URL stay as they are, to be refused by who knows what they are for. */
export function argumentPath(path: string, { currentFolder }: CommandEnvironment): string {
  return path === '' || isRemote(path) ? path : resolve(currentFolder, path)
}
