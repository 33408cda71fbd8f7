import { runService } from '@slipway/service-kit'
import { computation } from './app.ts'

await runService(computation, process)
