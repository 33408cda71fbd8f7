import { build } from '../build.ts'
import type { CommandOutput } from './command.ts'
import { parseArguments } from './parse-arguments.ts'

/** `dependencies DIR`: every file and folder that the result depends on, one in a line or as JSON. */
export function dependenciesCommand(args: readonly string[]): CommandOutput {
  const { folder, flags } = parseArguments(args, { json: { type: 'boolean', default: false } })
  const { files } = build(folder)
  const stdout = flags.json
    ? `${JSON.stringify(files, null, 2)}\n`
    : files.map((file) => `${file}\n`).join('')
  return { stdout, stderr: '', exitCode: 0 }
}
