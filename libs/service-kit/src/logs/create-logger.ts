import { pino, type DestinationStream, type LogFn, type Logger, type LoggerOptions } from 'pino'
import { hideSecrets } from './hide-secrets.ts'
import { standardOutput } from './standard-output.ts'
import { writeTime } from './write-time.ts'
import { withholdSecrets } from './withhold-secrets.ts'

/** What names the writer of a log line. */
export interface LogIdentity {
  service: string
  environment: string
  level: string
}

/** A logger of one JSON object per line, to standard output unless told otherwise. */
export function createLogger(identity: LogIdentity, destination?: DestinationStream): Logger {
  const { service, environment, level } = identity
  return pino({ ...form, level, base: { service, environment } }, destination ?? standardOutput())
}

const form: LoggerOptions = {
  timestamp: writeTime,
  // Errors are described below; pino's own way gives away all that a client hung on them.
  serializers: { err: (described: unknown) => described },
  formatters: {
    level: (label) => ({ level: label }),
    log: withholdSecrets,
  },
  hooks: { logMethod: cleanMessage },
}

/** The message is a text of whoever writes the line; without one, pino would take that of the error as it is. */
function cleanMessage(this: Logger, args: Parameters<LogFn>, write: LogFn): void {
  const [first, second] = args as unknown[]
  if (typeof first === 'string') args[0] = hideSecrets(first)
  else if (typeof second === 'string') args[1] = hideSecrets(second)
  else if (first instanceof Error) args.splice(0, 1, { err: first }, hideSecrets(first.message))
  else if (isAboutError(first)) args.splice(1, 0, hideSecrets(first.err.message))
  write.apply(this, args)
}

function isAboutError(fields: unknown): fields is { err: Error } {
  return (fields as { err?: unknown } | undefined)?.err instanceof Error
}
