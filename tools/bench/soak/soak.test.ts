import { describe, expect, it } from 'vitest'
import { judge } from './judge.ts'
import { soak, type SoakReport } from './soak.ts'

describe('soak()', () => {
  it('keeps both services busy, looks at them and ends them in peace', async () => {
    const report = await soak({ seconds: 3, perSecond: 30, samples: 6 })
    const [metadata, computation, tooLarge] = report.loads
    expect(Object.keys(metadata?.outcomes ?? {}).toSorted()).toEqual(['200', '400', '404', '405'])
    expect(Object.keys(computation?.outcomes ?? {}).toSorted()).toEqual(['200', '400', '404'])
    expect(Object.keys(tooLarge?.outcomes ?? {})).toEqual(['413'])
    for (const samples of Object.values(report.samples)) {
      expect(samples).toHaveLength(6)
      expect(samples.every(({ memory, descriptors }) => memory > 20 && descriptors > 5)).toBe(true)
      expect(samples.every(({ resources }) => resources > 1)).toBe(true)
    }
    expect(report.exitCodes).toEqual([0, 0])
  })
})

describe('judge()', () => {
  const flat = Array.from({ length: 60 }, (_, index) => ({
    memory: 100 + (index % 5),
    descriptors: 30,
    resources: 20,
  }))
  const loads: SoakReport['loads'] = []
  const samples = { 'metadata-service': flat, 'computation-service': flat }

  function missed(report: Partial<SoakReport>): string[] {
    const measurements = judge({ loads, samples, exitCodes: [0, 0], ...report })
    return measurements.filter(({ met }) => !met).map(({ what }) => what)
  }

  it('meets its targets when nothing grows', () => {
    expect(missed({})).toEqual([])
  })

  it('misses them for each thing that grows, and for a process that does not end in peace', () => {
    const memory = flat.map((sample, index) => ({ ...sample, memory: sample.memory + index / 2 }))
    const descriptors = flat.map((sample, index) => ({ ...sample, descriptors: 30 + Math.floor(index / 5) }))
    const resources = flat.map((sample, index) => ({ ...sample, resources: 20 + Math.floor(index / 5) }))
    expect(missed({ samples: { ...samples, 'metadata-service': memory } })).toHaveLength(1)
    expect(missed({ samples: { ...samples, 'metadata-service': resources } })).toHaveLength(1)
    expect(missed({ samples: { ...samples, 'computation-service': descriptors } })).toHaveLength(1)
    expect(missed({ exitCodes: [0, 1] })).toHaveLength(1)
  })
})
