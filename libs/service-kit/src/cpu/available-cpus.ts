import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { readAllowedCpus } from './allowed-cpus.ts'
import { readCpuQuota } from './cpu-quota.ts'

/** Gives the text of a file by its absolute path, `undefined` when it cannot be read. */
export type ReadText = (file: string) => string | undefined

/**
 * How many threads this process can keep busy: the processors that it may run on, or the quota of its cgroup (Docker's
 * `--cpus`, Kubernetes' CPU limit) when that is less, rounded down and 1 at least. A thread more than the quota would not
 * compute more: the kernel would pause the whole process for the rest of each period, its answers to probes included.
 * `root` is where `/proc` and `/sys` lie.
 */
export function availableCpus(root = '/'): number {
  const read: ReadText = (file) => readText(path.join(root, file))
  const allowed = readAllowedCpus(read) ?? availableParallelism()
  return Math.max(1, Math.min(allowed, Math.floor(readCpuQuota(read) ?? allowed)))
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
