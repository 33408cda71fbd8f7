import path from 'node:path'
import type { Environment } from '../environment.ts'
import { someMachine } from '../image/provenance/build-platform.ts'

/** What a command is called with in a test: nobody's credentials, and a cache that spares making the local base again. */
export const testEnvironment: Environment = {
  store: undefined,
  cache: path.resolve(import.meta.dirname, '../../../../node_modules/.cache/slipway-test'),
  dockerConfig: '/nowhere',
  author: undefined,
  buildPlatform: someMachine,
  noColor: false,
  hasVariable: () => false,
}
