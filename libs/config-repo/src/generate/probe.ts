/** A probe of one of a container's ports, by its name. */
export function probe(
  path: string,
  port: string,
  initialDelaySeconds: number,
  periodSeconds: number,
): object {
  return { httpGet: { path, port }, initialDelaySeconds, periodSeconds }
}
