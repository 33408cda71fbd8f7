import type { ReadText } from './available-cpus.ts'

/**
 * The number of processors that the process may run on, as `taskset` and cpusets leave it; `undefined` where there is no
 * `/proc`. Format: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html, a list such as `0-3,8`.
 */
export function readAllowedCpus(read: ReadText): number | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read('/proc/self/status') ?? '')?.[1]
  return list?.split(',').reduce((total, range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return total + last - first + 1
  }, 0)
}
