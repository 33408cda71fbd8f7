import { describeWith } from '@slipway/testing'
import { docker, nodeImage } from '@slipway/testing/docker'
import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'

const script = "import { availableCpus } from '/cpu/available-cpus.ts'; console.log(availableCpus())"

async function cpusWith(...limits: string[]): Promise<number> {
  const volume = `--volume=${import.meta.dirname}:/cpu:ro`
  const image = await nodeImage()
  return Number(
    await docker('run', '--rm', ...limits, volume, image, '--input-type=module', `--eval=${script}`),
  )
}

describeWith(['docker'], 'availableCpus() in a container', () => {
  it('follows --cpus and --cpuset-cpus, and is that of the machine otherwise', async () => {
    expect(await cpusWith()).toBe(availableParallelism())
    expect(await cpusWith('--cpus=1')).toBe(1)
    expect(await cpusWith('--cpus=0.25')).toBe(1)
    expect(await cpusWith('--cpuset-cpus=0')).toBe(1)
  })
})
