import { compileOnce } from './executors/compile-once.ts'

// Before anything else is imported: half of what a short command costs is reading and compiling its modules.
compileOnce()
const { runCommandLine } = await import('./commands/command-line.ts')
const { readEnvironment } = await import('./environment.ts')

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: readEnvironment(process.env),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
