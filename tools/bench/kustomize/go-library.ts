import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { runProgram } from './run-program.ts'

const source = path.join(import.meta.dirname, 'go-library')

/** Builds the program that renders with Kustomize's own library, unless the cache has it; undefined when Go is not there. */
export async function buildGoLibrary(cache: string): Promise<string | undefined> {
  const files = ['go.mod', 'go.sum', 'main.go']
  const hash = createHash('sha256')
  for (const file of files) hash.update(await readFile(path.join(source, file)))
  const folder = path.join(cache, `go-library-${hash.digest('hex').slice(0, 12)}`)
  const program = path.join(folder, 'render')
  if (existsSync(program)) return program
  if (!isThere('go')) return undefined
  await mkdir(folder, { recursive: true })
  // Built where Go may write, not in the repository.
  for (const file of files) await cp(path.join(source, file), path.join(folder, file))
  runProgram('go', ['build', '-C', folder, '-trimpath', '-ldflags', '-s -w', '-o', 'render.partial', '.'])
  await rename(path.join(folder, 'render.partial'), program)
  return program
}

function isThere(program: string): boolean {
  try {
    runProgram(program, ['version'])
    return true
  } catch {
    return false
  }
}
