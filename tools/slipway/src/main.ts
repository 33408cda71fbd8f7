import { runCommandLine } from './commands/command-line.ts'
import { readEnvironment } from './environment.ts'

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: readEnvironment(process.env),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
