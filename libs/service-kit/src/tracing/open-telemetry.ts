// The only file that imports OpenTelemetry. It is loaded when traces are exported, and not otherwise.
import {
  createTraceState,
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as traceApi,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { ExportTarget, SpanFacts, SpanRecorder } from './span-recorder.ts'
import { carryOn, type CallerTrace } from './trace.ts'

/** At the end a collector that does not answer must not use up the time that the process has to stop. */
const exportTimeoutMs = 3_000

/**
 * Records a server span per request by the semantic conventions for HTTP
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/), without path and query, and exports them in batches. Whether
 * a trace is recorded is for the caller to say; those that begin here are.
 */
export function recordWithOpenTelemetry(target: ExportTarget): SpanRecorder {
  diag.setLogger({ ...silent, error: (text) => target.warn(readReason(text)) }, DiagLogLevel.ERROR)
  const url = `${target.endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs })
  const provider = new TracerProvider({
    resource: describeSource(target),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: exportTimeoutMs })],
  })
  const tracer = provider.getTracer('@slipway/service-kit')
  return {
    begin(method, caller) {
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, contextOf(caller))
      return { trace: carryOn(traceOf(span)), end: (facts) => endSpan(span, facts) }
    },
    // A collector that is not there must not make a service's end a failure.
    stop: () => provider.shutdown().catch((error: unknown) => target.warn(reasonOf(error))),
  }
}

/** The SDK writes an error as JSON of its fields, stack included. */
function readReason(text: string): string {
  try {
    return reasonOf(JSON.parse(text))
  } catch {
    return text
  }
}

/** That of several attempts to connect has no message of its own. */
function reasonOf(error: unknown): string {
  const { message, code } = Object(error) as { message?: string; code?: string }
  return message || code || String(error)
}

const ignore = () => undefined
const silent = { error: ignore, warn: ignore, info: ignore, debug: ignore, verbose: ignore }

function describeSource({ service, environment }: ExportTarget) {
  const attributes = { 'service.name': service, 'deployment.environment.name': environment }
  return defaultResource().merge(resourceFromAttributes(attributes))
}

function contextOf(caller: CallerTrace | undefined): Context {
  if (caller === undefined) return ROOT_CONTEXT
  return traceApi.setSpanContext(ROOT_CONTEXT, {
    traceId: caller.traceId,
    spanId: caller.parentId,
    traceFlags: caller.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
    ...(caller.tracestate === undefined ? {} : { traceState: createTraceState(caller.tracestate) }),
  })
}

/** What those that this service calls are to take for their caller. */
function traceOf(span: Span): CallerTrace {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext()
  const caller = { traceId, parentId: spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 }
  return traceState === undefined ? caller : { ...caller, tracestate: traceState.serialize() }
}

function endSpan(span: Span, { method, route, status, error }: SpanFacts): void {
  span.setAttributes({
    'http.request.method': method,
    'http.response.status_code': status,
    'url.scheme': 'http',
  })
  if (route !== undefined) {
    span.setAttribute('http.route', route)
    span.updateName(`${method} ${route}`)
  }
  if (status >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR })
    span.setAttribute('error.type', error instanceof Error ? error.constructor.name : String(status))
  }
  span.end()
}
