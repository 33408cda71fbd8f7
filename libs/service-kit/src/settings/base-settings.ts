import { z } from 'zod'
import { httpUrl, port, wholeNumber } from './values.ts'

const hour = 3_600_000
const milliseconds = wholeNumber(1, hour)
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What `APP_ENV` is when it is not set: a person's own machine. */
export const defaultEnvironment = 'development'

/** The settings that every service has; `defaultPort` is what `PORT` is when it is not set. */
export function baseSettings(defaultPort: number) {
  return z
    .object({
      PORT: port.default(defaultPort),
      ADMIN_PORT: port.optional(),
      LOG_LEVEL: z.enum(logLevels, `wanted one of ${logLevels.join(', ')}`).default('info'),
      APP_ENV: z.string().default(defaultEnvironment),
      OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
      CHECK_RESPONSES: z.stringbool('wanted "true" or "false"').default(false),
      ...lifecycle,
      ...limits,
    })
    .refine((settings) => drainDelay(settings) < settings.STOP_DEADLINE_MS, {
      path: ['STOP_DEADLINE_MS'],
      message: 'wanted more than DRAIN_DELAY_MS, which is part of it',
    })
    .refine(({ HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS }) => HEADERS_TIMEOUT_MS <= REQUEST_TIMEOUT_MS, {
      path: ['HEADERS_TIMEOUT_MS'],
      message: 'wanted no more than REQUEST_TIMEOUT_MS, which the headers are part of',
    })
    .transform((settings) => ({ ...settings, DRAIN_DELAY_MS: drainDelay(settings) }))
}

/** How far the admin port is from the service's, unless it is set: so that two services of one machine have four. */
const adminOffset = 1000

/** The port for metrics and probes that belongs to a service's port; 0 for 0, which lets the system choose both. */
export function adminPort({ PORT, ADMIN_PORT }: { PORT: number; ADMIN_PORT?: number | undefined }): number {
  if (ADMIN_PORT !== undefined) return ADMIN_PORT
  if (PORT === 0) return 0
  return PORT + adminOffset <= 65_535 ? PORT + adminOffset : PORT - adminOffset
}

/** The settings that every service has. */
export type BaseSettings = z.infer<ReturnType<typeof baseSettings>>

const lifecycle = {
  DRAIN_DELAY_MS: wholeNumber(0, hour).optional(),
  STOP_DEADLINE_MS: milliseconds.default(25_000),
  READY_TIMEOUT_MS: milliseconds.default(1000),
  READY_CACHE_MS: wholeNumber(0, hour).default(1000),
}

const limits = {
  MAX_REQUESTS_IN_FLIGHT: wholeNumber(1, 1_000_000).default(1000),
  MAX_EVENT_LOOP_LAG_MS: milliseconds.default(1000),
  MAX_CONNECTIONS: wholeNumber(1, 1_000_000).default(4096),
  MAX_HEADER_BYTES: wholeNumber(1024, 2 ** 20).default(16 * 1024),
  MAX_BODY_BYTES: wholeNumber(0, 2 ** 31).default(2 ** 20),
  KEEP_ALIVE_TIMEOUT_MS: milliseconds.default(65_000),
  HEADERS_TIMEOUT_MS: milliseconds.default(10_000),
  REQUEST_TIMEOUT_MS: milliseconds.default(30_000),
}

/** Nobody but the person at the keyboard sends requests there, and that person does not want to wait. */
const onThisMachine: ReadonlySet<string> = new Set([defaultEnvironment, 'test'])

/** Endpoints of a Kubernetes cluster catch up within a second or two, load balancers in front of it take longer. */
const clusterDrainDelayMs = 5000

function drainDelay(settings: { APP_ENV: string; DRAIN_DELAY_MS?: number | undefined }): number {
  return settings.DRAIN_DELAY_MS ?? (onThisMachine.has(settings.APP_ENV) ? 0 : clusterDrainDelayMs)
}
