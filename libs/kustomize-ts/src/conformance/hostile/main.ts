// npm run fuzz:hostile -- --trees 10000 --seed 1: damaged and malicious repositories, built in a worker that is watched.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'

import { writeTree } from '../fuzz/tree.ts'
import { hostileTree } from './hostile-tree.ts'
import type { Trial } from './try-tree.ts'

const { values: flags } = parseArgs({
  options: {
    trees: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    output: { type: 'string', default: join(tmpdir(), 'kustomize-hostile') },
  },
})
const seed = Number(flags.seed)
const end = Number(flags.from) + Number(flags.trees)
const scratch = await mkdtemp(join(tmpdir(), 'kustomize-hostile-'))
const started = performance.now()
let accepted = 0
let slowest = 0
let found = 0
console.log(`seed ${seed}, trees ${flags.from} to ${end - 1}`)
try {
  for (let next = Number(flags.from); next < end;) next = await runFrom(next)
} finally {
  await rm(scratch, { recursive: true, force: true })
}
const seconds = ((performance.now() - started) / 1000).toFixed(0)
console.log(
  `${flags.trees} trees, ${accepted} accepted, slowest ${slowest.toFixed(0)} ms, ${found} findings, ${seconds} s`,
)
process.exitCode = found === 0 ? 0 : 1

/** Runs until the end or until a tree makes the worker hang or die; returns the index to go on with. */
function runFrom(first: number): Promise<number> {
  return new Promise((resolve) => {
    let index = first
    const worker = new Worker(new URL('hostile-worker.ts', import.meta.url), {
      workerData: { seed, from: first, end, scratch },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    let timer = setTimeout(give, 60_000)
    worker.on('message', (trial: Trial) => {
      clearTimeout(timer)
      timer = setTimeout(give, 30_000)
      if (trial.isAccepted) accepted++
      slowest = Math.max(slowest, trial.milliseconds)
      if (trial.finding !== undefined) void report(index, `${trial.finding.kind}: ${trial.finding.detail}`)
      index++
    })
    worker.on('error', (error) => void report(index, `died: ${error.message}`))
    worker.on('exit', () => {
      clearTimeout(timer)
      resolve(index >= end ? end : index + 1)
    })
    function give(): void {
      void report(index, 'hangs')
      void worker.terminate()
    }
  })
}

async function report(index: number, what: string): Promise<void> {
  found++
  const folder = join(flags.output, `seed-${seed}-tree-${index}`)
  console.log(`tree ${index}: ${what} (${folder})`)
  await writeTree(folder, hostileTree(seed, index))
}
