import { Pool } from 'undici'

/** What limits the connections to a downstream. */
export interface PoolLimits {
  /** How many there may be; each carries one request at a time. */
  connections: number
  /** How many bytes of a body are read. */
  maxBytes: number
  timeoutMs: number
}

/** How long a connection may take to be made. */
const connectMs = 1000
/** Shorter than the 5 s after which Node's own server closes an idle connection; a server's `Keep-Alive` header moves it. */
const idleMs = 4000
/** A server that promises more than this is not believed. */
const longestIdleMs = 60_000
/** Connections are made anew after this time, so that new replicas of the downstream get their share. */
const lifeMs = 60_000

/** Connections to one origin, kept for the next request. */
export function openPool(origin: string, { connections, maxBytes, timeoutMs }: PoolLimits): Pool {
  return new Pool(origin, {
    connections,
    pipelining: 1,
    // One request a connection, so that what is given up costs nobody else's.
    allowH2: false,
    connect: { timeout: connectMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: longestIdleMs,
    clientTtl: lifeMs,
    maxResponseSize: maxBytes,
  })
}
