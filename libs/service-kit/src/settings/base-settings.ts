import { z } from 'zod'
import { port } from './values.ts'

/** The settings that every service has; `defaultPort` is what `PORT` is when it is not set. */
export function baseSettings(defaultPort: number) {
  return z.object({
    PORT: port.default(defaultPort),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    APP_ENV: z.string().default('development'),
    CHECK_RESPONSES: z.stringbool('wanted "true" or "false"').default(false),
  })
}

/** The settings that every service has. */
export type BaseSettings = z.infer<ReturnType<typeof baseSettings>>
