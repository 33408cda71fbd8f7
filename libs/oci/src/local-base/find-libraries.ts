import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { LayerFile } from '../layer/layer-file.ts'
import { OciError } from '../oci-error.ts'

// glibc before 2.34 loads them by name when a host's name is looked up, so that ldd does not know them.
const nameServices = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2']

/** The shared libraries that a program needs, the dynamic loader too, at the paths where it looks. Throws `no-libraries`. */
export async function findLibraries(program: string): Promise<string[]> {
  const output = await runLdd(program)
  const missing = /^\s*(\S+) => not found$/m.exec(output)
  if (missing) throw failed(program, `"${missing[1]}" is not on this machine`)
  // "name => path (address)" or, for the loader, "path (address)".
  const found = [...output.matchAll(/(\/\S+) \(0x[0-9a-f]+\)$/gm)].map(([, file]) =>
    path.posix.normalize(file ?? ''),
  )
  if (found.length === 0) throw failed(program, 'ldd names none')
  return [...new Set([...found, ...findNameServices(found)])].toSorted()
}

/** Those libraries as files of a layer. */
export async function libraryFiles(program: string): Promise<LayerFile[]> {
  return (await findLibraries(program)).map((source) => ({ path: source, source, mode: 0o755 }))
}

function findNameServices(libraries: readonly string[]): string[] {
  const libc = libraries.find((file) => path.basename(file) === 'libc.so.6')
  if (libc === undefined) return []
  return nameServices.map((name) => path.join(path.dirname(libc), name)).filter((file) => existsSync(file))
}

async function runLdd(program: string): Promise<string> {
  try {
    return (await promisify(execFile)('ldd', [program])).stdout
  } catch (cause) {
    throw failed(program, 'ldd failed (it is there on Linux only)', cause)
  }
}

function failed(program: string, reason: string, cause?: unknown): OciError {
  const message = `Cannot tell which libraries "${program}" needs: ${reason}`
  return new OciError('no-libraries', message, { file: program, cause })
}
