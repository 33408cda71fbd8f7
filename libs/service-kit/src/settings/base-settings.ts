import { z } from 'zod'
import { port, wholeNumber } from './values.ts'

const hour = 3_600_000
const milliseconds = wholeNumber(1, hour)

/** The settings that every service has; `defaultPort` is what `PORT` is when it is not set. */
export function baseSettings(defaultPort: number) {
  return z.object({
    PORT: port.default(defaultPort),
    ADMIN_PORT: port.optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    APP_ENV: z.string().default('development'),
    READY_TIMEOUT_MS: milliseconds.default(1000),
    READY_CACHE_MS: wholeNumber(0, hour).default(1000),
    MAX_BODY_BYTES: wholeNumber(0, 2 ** 31).default(2 ** 20),
    CHECK_RESPONSES: z.stringbool('wanted "true" or "false"').default(false),
  })
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
