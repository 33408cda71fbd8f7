export {
  openWorkerPool,
  type WorkerPool,
  type WorkerPoolContext,
  type WorkerPoolOptions,
} from './worker-pool.ts'
export { workerPoolSettings, type WorkerPoolSettings } from './settings.ts'
export { workerFile } from './worker-file.ts'
export { WorkerPoolError, type WorkerPoolErrorCode } from './worker-pool-error.ts'
