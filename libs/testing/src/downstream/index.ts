export * as behaviours from './behaviours.ts'
export {
  startDownstream,
  type Behaviour,
  type DownstreamServer,
  type RawRequest,
} from './start-downstream.ts'
