/** How often a probe asks and how patient it is; Kubernetes' defaults for what is left out (a second, three failures). */
export interface ProbeTimes {
  initialDelaySeconds: number
  periodSeconds: number
  timeoutSeconds?: number
  failureThreshold?: number
}

/** A probe of one of a container's ports, by its name. */
export function probe(path: string, port: string, times: ProbeTimes): object {
  return { httpGet: { path, port }, ...times }
}
