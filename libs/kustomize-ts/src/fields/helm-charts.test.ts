import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

describe('helmCharts', () => {
  it.each(['helmCharts: [{name: a}]', 'helmChartInflationGenerator: [{chartName: a}]'])(
    'refuses %s',
    (entry) => {
      expect(errorOf(() => renderOne(`${entry}\n`, configMap)).code).toBe('unsupported')
    },
  )

  it.each(['helmCharts: []', 'helmCharts: null', 'helmGlobals: {chartHome: charts}'])(
    'accepts %s, which inflates nothing',
    (entry) => {
      expect(renderOne(`${entry}\n`, configMap)).toBe(configMap)
    },
  )

  it('refuses what is not a list of charts, and unknown globals', () => {
    expect(errorOf(() => renderOne('helmCharts: {}\n', configMap)).code).toBe('bad-field-value')
    expect(errorOf(() => renderOne('helmGlobals: {home: a}\n', configMap)).code).toBe('unknown-field')
  })
})
