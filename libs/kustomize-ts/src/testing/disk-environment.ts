import { mkdirSync, statSync, writeFileSync } from 'node:fs'

import type { CommandEnvironment } from '../command/command.ts'

/** What a command sees when it is started in a folder, without environment variables. */
export function diskEnvironment(currentFolder: string): CommandEnvironment {
  return {
    currentFolder,
    writeFile: (path, text) => writeFileSync(path, text),
    createFolder: (path) => void mkdirSync(path, { recursive: true }),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    variables: {},
  }
}
