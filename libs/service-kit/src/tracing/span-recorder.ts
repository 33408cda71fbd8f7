import type { CallerTrace, Trace } from './trace.ts'

/** What a span tells of a request that is over. */
export interface SpanFacts {
  method: string
  /** The pattern of the route; `undefined` when no route has the path. */
  route: string | undefined
  status: number
  error?: unknown
}

/** The span of one request. */
export interface RequestSpan {
  /** For downstream calls: their spans become children of this one. */
  readonly trace: Trace
  end(facts: SpanFacts): void
}

/** Records a span per request; there is one only where traces are exported. */
export interface SpanRecorder {
  begin(method: string, caller: CallerTrace | undefined): RequestSpan
  /** Exports what was not yet. */
  stop(): Promise<void>
}

/** Where spans go, and what names their source. */
export interface ExportTarget {
  /** The base URL of a collector that speaks OTLP over HTTP. */
  endpoint: string
  service: string
  environment: string
  /** Gets what the export says of its failures. */
  warn(message: string): void
}

/** Loads OpenTelemetry, of which nothing else in a service loads anything, and begins to record. */
export async function openSpanRecorder(target: ExportTarget): Promise<SpanRecorder> {
  const { recordWithOpenTelemetry } = await import('./open-telemetry.ts')
  return recordWithOpenTelemetry(target)
}
