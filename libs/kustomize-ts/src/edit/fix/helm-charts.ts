import type { Value, ValueMap } from '../../yaml/value.ts'
import { fieldOf, setField, textOf, type Draft } from '../draft.ts'

/** Fields of a chart in the older list, and what they are called in `helmCharts`; other fields have no successor. */
const successors = new Map([
  ['chartName', 'name'],
  ['chartVersion', 'version'],
  ['chartRepoUrl', 'repo'],
  ['releaseName', 'releaseName'],
  ['values', 'valuesFile'],
  ['valuesLocal', 'valuesInline'],
  ['valuesMerge', 'valuesMerge'],
])

/** Moves `helmChartInflationGenerator` to `helmCharts`, and the folders that it names to `helmGlobals` where there are none. */
export function fixHelmCharts(draft: Draft): void {
  const charts = draft.maps('helmChartInflationGenerator')
  draft.delete('helmChartInflationGenerator')
  if (charts.length === 0) return
  const globals: ValueMap = new Map()
  for (const chart of charts) {
    for (const [from, to] of [
      ['chartHome', 'chartHome'],
      ['helmHome', 'configHome'],
    ] as const) {
      const folder = textOf(chart, from)
      if (folder !== '') setField(globals, to, folder)
    }
  }
  if (draft.get('helmGlobals') === undefined && globals.size > 0) draft.set('helmGlobals', globals)
  draft.append('helmCharts', ...charts.map(convertChart))
}

function convertChart(chart: ValueMap): ValueMap {
  const fields = [...successors].flatMap(([from, to]): [string, Value][] => {
    const value = fieldOf(chart, from)
    return value === undefined || value === '' ? [] : [[to, value]]
  })
  return new Map(fields)
}
