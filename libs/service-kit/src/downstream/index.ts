export { openDownstream, type DownstreamOptions } from './open-downstream.ts'
export type { Answer, Caller, CallRequest, Downstream } from './downstream.ts'
export { DownstreamError, type DownstreamErrorCode } from './downstream-error.ts'
