import { once } from 'node:events'
import { gatherCrowd, type CrowdSizes } from './crowd.ts'

const [port, sizes] = JSON.parse(process.argv[2] ?? '') as [number, CrowdSizes]
const crowd = await gatherCrowd(port, sizes)
const left = once(process, 'message')
process.send?.('gathered')
await left
const idle = crowd.idle()
await crowd.leave()
process.send?.({ endings: crowd.endings, idle })
process.disconnect()
