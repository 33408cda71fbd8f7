// A process that renders folders with kustomize-ts and says on stdout, in JSON, how long that took: first cold, then again and again.
// Plain JavaScript, because Node takes 40 ms to get ready to strip types, which a program that uses the package does not pay.
//   node render-process.mjs LIBRARY < {"folders": […], "rounds": 5, "changed": FILE}
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** @type {typeof import('kustomize-ts')} */
const { createBuilder } = await import(pathToFileURL(process.argv[2] ?? '').href)
/** @type {import('./render-report.ts').RenderOrder} */
const { folders, rounds, changed } = JSON.parse(readFileSync(0, 'utf8'))

const hash = createHash('sha256')
const builder = createBuilder()
const cold = time(() => {
  for (const folder of folders) hash.update(builder.build(folder).yaml)
})
/** @type {import('./render-report.ts').RenderReport} */
const report = {
  hash: hash.digest('hex'),
  cold,
  warm: repeat(rounds, () => time(() => renderAll(createBuilder()))),
  again: changed === undefined ? [] : repeat(rounds, (round) => renderAfterChange(changed, round)),
  peak: peakMegabytes(),
}
process.stdout.write(JSON.stringify(report))

function renderAll(session) {
  for (const folder of folders) session.build(folder)
}

/** All folders once more, of which one has changed; the file is as it was afterwards. */
function renderAfterChange(file, round) {
  const text = readFileSync(file, 'utf8')
  const limit = `memory: ${600 + round}Mi`
  writeFileSync(file, text.replace(/memory: \d+Mi/, limit))
  const milliseconds = time(() => {
    builder.forget([file])
    renderAll(builder)
  })
  const isSeen = folders.some((folder) => builder.build(folder).yaml.includes(limit))
  writeFileSync(file, text)
  if (!isSeen) throw new Error('Cannot measure: a change was not seen')
  return milliseconds
}

function repeat(times, measure) {
  return Array.from({ length: times }, (_, round) => measure(round))
}

function time(action) {
  const start = performance.now()
  action()
  return performance.now() - start
}

function peakMegabytes() {
  return process.resourceUsage().maxRSS / 1024
}
