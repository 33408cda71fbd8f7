// A process that renders folders 50 times, in new sessions and in one that forgets what changed, and prints in JSON how many
// megabytes are in use after 10 and after 50 rounds.
//   node --expose-gc leak-process.mjs LIBRARY < {"folders": […]}
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** @type {typeof import('kustomize-ts')} */
const { createBuilder } = await import(pathToFileURL(process.argv[2] ?? '').href)
/** @type {{ folders: readonly string[] }} */
const { folders } = JSON.parse(readFileSync(0, 'utf8'))
const lasting = createBuilder()
let after10 = 0

for (let round = 1; round <= 50; round += 1) {
  const fresh = createBuilder()
  for (const folder of folders) fresh.build(folder)
  for (const folder of folders) lasting.build(folder)
  lasting.forget(folders)
  if (round === 10) after10 = usedMegabytes()
}
/** @type {import('./leak-report.ts').LeakReport} */
const report = { after10, after50: usedMegabytes() }
process.stdout.write(JSON.stringify(report))

function usedMegabytes() {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
