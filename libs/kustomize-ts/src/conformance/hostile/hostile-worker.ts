import { parentPort, workerData } from 'node:worker_threads'

import { hostileTree } from './hostile-tree.ts'
import { tryTree } from './try-tree.ts'

const { seed, from, end, scratch } = workerData as {
  seed: number
  from: number
  end: number
  scratch: string
}
const report = parentPort?.postMessage.bind(parentPort)
for (let index = from; index < end; index++) report?.(await tryTree(hostileTree(seed, index), scratch))
