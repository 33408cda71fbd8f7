export { openDownstream } from './open-downstream.ts'
export type { DownstreamOptions } from './options.ts'
export type { Answer, Caller, CallRequest, Downstream } from './downstream.ts'
export { DownstreamError, type DownstreamErrorCode } from './downstream-error.ts'
