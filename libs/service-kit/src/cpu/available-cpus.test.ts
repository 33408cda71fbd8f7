import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { availableCpus } from './available-cpus.ts'

const status = (list: string) => ({ 'proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${list}\n` })
const v2 = (root = '/') => `30 23 0:26 ${root} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n`
const v1 = (root: string) =>
  `33 31 0:30 ${root} /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n` +
  `34 31 0:31 ${root} /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n`

async function cpusOf(files: Record<string, string>): Promise<number> {
  const root = await temporaryDirectory()
  await writeFiles(root, { ...status('0-15'), ...files })
  return availableCpus(root)
}

const cgroup = (group: string, mounts: string) => ({
  'proc/self/cgroup': group,
  'proc/self/mountinfo': mounts,
})

describe('availableCpus() of version 2', () => {
  it.each([
    ['max 100000', 16],
    ['400000 100000', 4],
    ['150000 100000', 1],
    ['20000 100000', 1],
    ['250000 50000', 5],
    ['3200000 100000', 16],
    ['', 16],
    ['nonsense', 16],
  ])('takes %j for %d threads', async (quota, threads) => {
    const files = cgroup('0::/\n', v2())
    expect(await cpusOf({ ...files, 'sys/fs/cgroup/cpu.max': `${quota}\n` })).toBe(threads)
  })

  it('takes the least of the quotas from its own group up', async () => {
    const pod = 'sys/fs/cgroup/kubepods/pod1'
    const files = cgroup('0::/kubepods/pod1/main\n', v2())
    const own = { [`${pod}/main/cpu.max`]: 'max 100000\n', [`${pod}/cpu.max`]: '300000 100000\n' }
    expect(await cpusOf({ ...files, ...own })).toBe(3)
    const above = { 'sys/fs/cgroup/kubepods/cpu.max': '200000 100000\n' }
    expect(await cpusOf({ ...files, ...own, ...above })).toBe(2)
    const less = { [`${pod}/main/cpu.max`]: '100000 100000\n' }
    expect(await cpusOf({ ...files, ...own, ...above, ...less })).toBe(1)
  })

  it('finds its group at the mount when the mount is that group, or a namespace hides the way to it', async () => {
    const max = { 'sys/fs/cgroup/cpu.max': '200000 100000\n' }
    expect(await cpusOf({ ...cgroup('0::/docker/1\n', v2('/docker/1')), ...max })).toBe(2)
    expect(await cpusOf({ ...cgroup('0::/\n', v2('/../..')), ...max })).toBe(2)
  })
})

const quota = (where: string, us: string) => ({
  [`${where}/cpu.cfs_quota_us`]: `${us}\n`,
  [`${where}/cpu.cfs_period_us`]: '100000\n',
})

describe('availableCpus() of version 1', () => {
  const folder = 'sys/fs/cgroup/cpu,cpuacct'

  it('takes the quota of the group that is mounted, as in a container', async () => {
    const files = cgroup('4:cpu,cpuacct:/docker/1\n3:cpuset:/docker/1\n', v1('/docker/1'))
    expect(await cpusOf({ ...files, ...quota(folder, '350000') })).toBe(3)
    expect(await cpusOf({ ...files, ...quota(folder, '-1') })).toBe(16)
  })

  it('takes the least of the quotas from its own group up', async () => {
    const files = cgroup('4:cpu,cpuacct:/a/b\n', v1('/'))
    const above = { ...quota(folder, '-1'), ...quota(`${folder}/a`, '200000') }
    expect(await cpusOf({ ...files, ...above, ...quota(`${folder}/a/b`, '500000') })).toBe(2)
  })

  it('is found beside a version 2 that has no controllers', async () => {
    const unified = '35 31 0:32 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n'
    const files = cgroup('1:cpu:/a\n0::/a\n', v1('/') + unified)
    expect(await cpusOf({ ...files, ...quota(`${folder}/a`, '200000') })).toBe(2)
  })
})

describe('availableCpus()', () => {
  it('takes no more processors than the process may run on', async () => {
    expect(await cpusOf(status('0'))).toBe(1)
    expect(await cpusOf({ ...status('0-1,4,6-7'), ...cgroup('0::/\n', v2()) })).toBe(5)
  })

  it('takes what Node says where there is no /proc', async () => {
    expect(availableCpus(await temporaryDirectory())).toBe(availableParallelism())
  })
})
