import { runService } from '@slipway/service-kit'
import { greeter } from './app.ts'

await runService(greeter, process)
