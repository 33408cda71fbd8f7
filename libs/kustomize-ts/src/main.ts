import { writeFileSync } from 'node:fs'

import { runCommand } from './command/command.ts'

const output = runCommand(process.argv.slice(2), { writeFile: (path, text) => writeFileSync(path, text) })
process.stdout.write(output.stdout)
process.stderr.write(output.stderr)
process.exitCode = output.exitCode
