import { mkdirSync, statSync, writeFileSync, writeSync } from 'node:fs'

import { runCommand } from './command/run-command.ts'

void main()

async function main(): Promise<void> {
  const { stdout, stderr, exitCode } = await runCommand(process.argv.slice(2), {
    currentFolder: process.cwd(),
    writeFile: (path, text) => writeFileSync(path, text),
    createFolder: (path) => void mkdirSync(path, { recursive: true }),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    variables: process.env,
  })
  process.exitCode = exitCode
  print(1, stdout)
  print(2, stderr)
}

/** Writes without Node's streams, whose set-up takes longer than a small build; they are there for a reader that is slow. */
function print(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN') (descriptor === 1 ? process.stdout : process.stderr).write(rest)
    else if (code === 'EPIPE') process.exitCode = 1
    else throw error
  }
}
