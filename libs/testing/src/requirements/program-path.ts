import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The absolute path of a program, from the folder in `SLIPWAY_TESTBED` or else from PATH; throws when neither has it. */
export function programPath(name: string): string {
  const found = findProgram(name)
  if (!found)
    throw new Error(`Cannot find the program "${name}": wanted it in the folder SLIPWAY_TESTBED or on PATH`)
  return found
}

/** As `programPath`, but `undefined` when there is no such program. */
export function findProgram(name: string): string | undefined {
  const folders = [process.env['SLIPWAY_TESTBED'] ?? '', ...(process.env['PATH'] ?? '').split(path.delimiter)]
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
