import { hideSecrets, isSecretName } from './hide-secrets.ts'

/** What a log line has of an error. */
export interface ErrorDescription {
  type: string
  /** Its own, and those of its causes. */
  message: string
  stack?: string
  [fact: string]: unknown
}

/**
 * What the log tells of an error: its type, the messages and stacks of it and its causes, and its facts as far as they are
 * plain values. Objects stay behind, as clients hang whole requests with their headers on their errors.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: hideSecrets(textOf(error)) }
  const chain = causesOf(error)
  return {
    ...factsOf(error),
    type: error.constructor.name,
    message: hideSecrets(chain.map(messageOf).join(': ')),
    stack: hideSecrets(chain.map(stackOf).join('\ncaused by: ')),
  }
}

const causesShown = 8

function causesOf(error: Error): unknown[] {
  const chain: unknown[] = []
  for (let each: unknown = error; each !== undefined && chain.length < causesShown;) {
    chain.push(each)
    each = each instanceof Error ? each.cause : undefined
  }
  return chain
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return textOf(error)
  if (!(error instanceof AggregateError)) return error.message
  const all = error.errors.slice(0, causesShown).map(messageOf).join('; ')
  return error.message === '' ? all : `${error.message} (${all})`
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? messageOf(error)) : textOf(error)
}

function factsOf(error: Error): Record<string, unknown> {
  const facts = Object.entries(error).filter(([name, value]) => isPlain(value) && !isSecretName(name))
  return Object.fromEntries(
    facts.map(([name, value]) => [name, typeof value === 'string' ? hideSecrets(value) : value]),
  )
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value)
}
