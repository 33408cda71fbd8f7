/** Gives what belongs to requests of this method, route and status: made once for each, then looked up. */
export type PerSeries<Value> = (method: string, route: string, status: number) => Value

/**
 * Remembers what `create` makes of a method, a route and a status. There are as many as a service has answers, as routes are
 * patterns. Nested, as a key made of all three would be a new text for each request.
 */
export function perSeries<Value>(create: PerSeries<Value>): PerSeries<Value> {
  const routes = new Map<string, Map<number, Map<string, Value>>>()
  return (method, route, status) => {
    const known = routes.get(route)?.get(status)?.get(method)
    if (known !== undefined) return known
    const made = create(method, route, status)
    const statuses = routes.get(route) ?? new Map<number, Map<string, Value>>()
    const methods = statuses.get(status) ?? new Map<string, Value>()
    routes.set(route, statuses.set(status, methods.set(method, made)))
    return made
  }
}
