/**
 * How long the caller waits for the answer, in milliseconds. Envoy (and so Istio) sends this header by itself, and takes it away at the
 * edge. It is a duration, not a time of day, so the clocks of two machines need not agree; gRPC's `grpc-timeout` is one too.
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
 */
export const deadlineHeader = 'x-envoy-expected-rq-timeout-ms'

/** Milliseconds from a value of the header; `undefined` for one that is none, as a caller with an odd header is one without. */
export function readTimeoutMs(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}

/** Whole milliseconds, and never 0, which Envoy takes for "no limit". */
export function writeTimeoutMs(milliseconds: number): string {
  return String(Math.max(1, Math.floor(milliseconds)))
}
