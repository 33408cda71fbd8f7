import { readFile } from 'node:fs/promises'

/** Megabytes that a process has in memory (its resident set), as Linux tells. */
export async function readMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
