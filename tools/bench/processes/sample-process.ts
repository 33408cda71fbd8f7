import { readdir, readFile } from 'node:fs/promises'

/** What a process holds at one moment. Linux only. */
export interface ProcessSample {
  /** Resident memory in MB. */
  readonly memory: number
  /** Open file descriptors: files, sockets, timers of the event loop. */
  readonly descriptors: number
}

/** Looks at a running process from outside. */
export async function sampleProcess(pid: number): Promise<ProcessSample> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
  const descriptors = await readdir(`/proc/${pid}/fd`)
  return { memory: kilobytes / 1024, descriptors: descriptors.length }
}
