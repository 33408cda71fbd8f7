import { readdir } from 'node:fs/promises'
import { countConnections } from './count-connections.ts'
import { readMemory } from './read-memory.ts'
import type { BenchProcess } from './start-process.ts'

/** What a process holds at one moment. Linux only. */
export interface ProcessSample {
  /** Resident memory in MB. */
  readonly memory: number
  /** Open file descriptors: files and sockets, but for the connections that clients have: a load opens more whenever all are busy. */
  readonly descriptors: number
  /** What its event loop has open, with the same exception: timers, sockets, requests to the system. */
  readonly resources: number
}

/** Looks at a running service from outside, and at what it tells of itself. */
export async function sampleProcess({ pid, url, adminUrl }: BenchProcess): Promise<ProcessSample> {
  const port = Number(new URL(url).port)
  const [clients, descriptors] = await Promise.all([countConnections(port), readdir(`/proc/${pid}/fd`)])
  const [clientsThen, resources] = await Promise.all([countConnections(port), readResources(adminUrl)])
  return {
    memory: await readMemory(pid),
    descriptors: descriptors.length - clients,
    resources: resources - clientsThen,
  }
}

async function readResources(adminUrl: string): Promise<number> {
  const response = await fetch(`${adminUrl}/metrics`, { headers: { Connection: 'close' } })
  const [, total] = /^nodejs_active_resources_total\{.*\} (\d+)$/m.exec(await response.text()) ?? []
  return Number(total)
}
