import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'

/** What names the writer of a log line. */
export interface LogIdentity {
  service: string
  environment: string
  level: string
}

/** A logger of one JSON object per line, to standard output unless told otherwise. */
export function createLogger(identity: LogIdentity, destination?: DestinationStream): Logger {
  const options = {
    level: identity.level,
    base: { service: identity.service, environment: identity.environment },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, destination ?? standardOutput())
}

/** Written at once: pino's default writes behind, and at the end of the process its lines come out of order. */
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true })
}
