import path from 'node:path/posix'
import type { ReadText } from './available-cpus.ts'
import { readMounts, type Mount } from './mounts.ts'

/**
 * The processors that the cgroup of the process may use, such as 1.5: the least of its own quota and of those above it.
 * `undefined` when none is set. Files: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu and, of version 1,
 * https://docs.kernel.org/scheduler/sched-bwc.html.
 */
export function readCpuQuota(read: ReadText): number | undefined {
  const groups = readGroups(read('/proc/self/cgroup') ?? '')
  const quotas = readMounts(read('/proc/self/mountinfo') ?? '').flatMap((mount) => {
    const group = groups.find(({ controllers }) => belongsTo(controllers, mount))
    return group ? foldersOf(group.path, mount).flatMap((folder) => readQuota(folder, mount, read)) : []
  })
  return quotas.length === 0 ? undefined : Math.min(...quotas)
}

interface Group {
  /** Empty for version 2. */
  controllers: readonly string[]
  path: string
}

/** Lines such as `0::/kubepods/pod1` (version 2) and `3:cpu,cpuacct:/docker/1` (version 1). */
function readGroups(text: string): Group[] {
  return text.split('\n').flatMap((line) => {
    const [, controllers, name] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
    if (controllers === undefined || name === undefined) return []
    return [{ controllers: controllers === '' ? [] : controllers.split(','), path: name }]
  })
}

function belongsTo(controllers: readonly string[], { type, options }: Mount): boolean {
  if (type === 'cgroup2') return controllers.length === 0
  return type === 'cgroup' && options.includes('cpu') && controllers.includes('cpu')
}

/** The folder of the group and those above it, up to the mount. */
function foldersOf(group: string, { root, point }: Mount): string[] {
  const relative = path.relative(root, group)
  // In a cgroup namespace of its own, or where only its own group is mounted, the process sees that at the mount itself.
  if (relative === '' || relative.startsWith('..')) return [point]
  const names = relative.split('/')
  return [point, ...names.map((_, index) => path.join(point, ...names.slice(0, index + 1)))]
}

function readQuota(folder: string, { type }: Mount, read: ReadText): number[] {
  const text = (name: string) => read(path.join(folder, name))?.trim() ?? ''
  const [quota, period] =
    type === 'cgroup2'
      ? text('cpu.max').split(' ').map(Number)
      : [text('cpu.cfs_quota_us'), text('cpu.cfs_period_us')].map(Number)
  // Version 2 says `max` and version 1 says -1 when there is no quota.
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? [quota / period] : []
}
