import { runService } from '@slipway/service-kit'
import { metadata } from './app.ts'

await runService(metadata, process)
