export {
  defineService,
  type OutgoingOptions,
  type RequestState,
  type RouteContext,
  type Service,
  type ServiceRouter,
} from './service.ts'
export { runService, type ServiceProcess } from './run-service.ts'
export { startService, type RunningService, type StartOptions } from './start-service.ts'
export { availableCpus } from './cpu/available-cpus.ts'
export { createApp, type AppContext } from './app/create-app.ts'
export { endpoint, type EndpointContext, type Handler } from './endpoint/endpoint.ts'
export type {
  Contract,
  Input,
  QueryReader,
  ResponseContract,
  ResponseParts,
  Responses,
} from './endpoint/contract.ts'
export type { Metrics } from './metrics/metrics.ts'
export type { Trace } from './tracing/trace.ts'
export { baseSettings, type BaseSettings } from './settings/base-settings.ts'
export { readSettings, type Environment } from './settings/read-settings.ts'
export { httpUrl, port, wholeNumber } from './settings/values.ts'
export { readBody, type ReadBodyOptions } from './body/read-body.ts'
export { readJson } from './body/read-json.ts'
export type { Readiness, ReadyState } from './readiness/readiness.ts'
export type { ReadyCheck } from './readiness/ready-check.ts'
export { ServiceError, type ServiceErrorCode, type SettingProblem, type StillOpen } from './service-error.ts'
export type { Logger } from 'pino'
