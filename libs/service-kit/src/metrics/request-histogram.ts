/** The requests of one method, route and status. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>
  /** How many fell between each bound and the one before. */
  readonly counts: number[]
  count: number
  sum: number
}

/** One number that a scrape gets. */
export interface Value {
  metricName: string
  labels: Record<string, string | number>
  value: number
}

/**
 * The numbers of a histogram. The library's own looks its series up by a text made of all labels, which costs as much per
 * request as the line in the log.
 */
export function describeHistogram(name: string, bounds: readonly number[], all: Iterable<Series>): Value[] {
  return [...all].flatMap(({ labels, counts, count, sum }) => {
    let below = 0
    const buckets = bounds.map((bound, index) => {
      below += counts[index] ?? 0
      return { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: below }
    })
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
      { metricName: `${name}_sum`, labels: { ...labels }, value: sum },
      { metricName: `${name}_count`, labels: { ...labels }, value: count },
    ]
  })
}
