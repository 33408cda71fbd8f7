import { readdir } from 'node:fs/promises'
import { readMemory } from './read-memory.ts'
import type { BenchProcess } from './start-process.ts'

/** What a process holds at one moment. Linux only. */
export interface ProcessSample {
  /** Resident memory in MB. */
  readonly memory: number
  /** Open file descriptors: files and sockets. */
  readonly descriptors: number
  /** What its event loop has open: timers, sockets, requests to the system. */
  readonly resources: number
}

/** Looks at a running service from outside, and at what it tells of itself. */
export async function sampleProcess({ pid, adminUrl }: BenchProcess): Promise<ProcessSample> {
  const descriptors = await readdir(`/proc/${pid}/fd`)
  return {
    memory: await readMemory(pid),
    descriptors: descriptors.length,
    resources: await readResources(adminUrl),
  }
}

async function readResources(adminUrl: string): Promise<number> {
  const response = await fetch(`${adminUrl}/metrics`, { headers: { Connection: 'close' } })
  const [, total] = /^nodejs_active_resources_total\{.*\} (\d+)$/m.exec(await response.text()) ?? []
  return Number(total)
}
