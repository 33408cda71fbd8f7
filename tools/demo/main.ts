// npm run demo: the product's main job, told as a short story in a temporary folder.
import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createNarrator, NarratedCommandError } from './narrator.ts'
import { tellStory } from './story.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'slipway-demo-')))
const narrator = createNarrator(path.join(folder, 'demo.log'), process.stdout)

try {
  await tellStory({ root, folder, narrator })
} catch (error) {
  if (!(error instanceof NarratedCommandError)) throw error
  narrator.say(error.message)
  process.exitCode = 1
} finally {
  await narrator.end()
}
