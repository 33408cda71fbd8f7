// npm run fuzz:kustomize -- --trees 10000 --seed 1: made-up repositories, built by the kustomize command and by kustomize-ts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { compareTree, runKustomize, type Difference, type Outcome } from './compare.ts'
import { treeOfRun } from './tree-of-run.ts'
import { shrinkTree } from './shrink-tree.ts'
import { writeTree, type Tree } from './tree.ts'

const { values: flags } = parseArgs({
  options: {
    trees: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    program: { type: 'string', default: join(process.env['SLIPWAY_TESTBED'] ?? '.testbed', 'kustomize') },
    output: { type: 'string', default: join(tmpdir(), 'kustomize-differences') },
    most: { type: 'string', default: '20' },
  },
})
const seed = Number(flags.seed)
const from = Number(flags.from)
const end = from + Number(flags.trees)
const scratch = await mkdtemp(join(tmpdir(), 'kustomize-fuzz-'))
const command = runKustomize(flags.program)
const started = performance.now()
let accepted = 0
let unsupported = 0
const differences: string[] = []
console.log(`seed ${seed}, trees ${from} to ${end - 1}`)
try {
  for (let index = from; index < end && differences.length < Number(flags.most); index++) {
    const tree = treeOfRun(seed, index)
    const { isAccepted, isUnsupported, difference } = await compareTree(tree, scratch, command)
    if (isAccepted) accepted++
    if (isUnsupported) unsupported++
    if (difference !== undefined) await keep(index, tree, difference)
    if ((index + 1) % 1000 === 0 || index + 1 === end) report(index + 1 - from)
  }
} finally {
  await rm(scratch, { recursive: true, force: true })
}
process.exitCode = differences.length === 0 ? 0 : 1

function report(count: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(
    `${count} trees, ${accepted} accepted, ${unsupported} said to be unsupported, ${differences.length} differences, ${seconds} s`,
  )
}

async function keep(index: number, tree: Tree, { kind }: Difference): Promise<void> {
  const smallest = await shrinkTree(tree, async (candidate) => {
    const { difference } = await compareTree(candidate, scratch, command)
    return difference?.kind === kind
  })
  const { difference } = await compareTree(smallest, scratch, command)
  const folder = join(flags.output, `seed-${seed}-tree-${index}`)
  await writeTree(folder, smallest)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'ours.txt'), describe(difference?.ours))
  await writeFile(join(folder, 'theirs.txt'), describe(difference?.theirs))
  differences.push(folder)
  console.log(`${kind}: ${folder}`)
}

function describe(outcome: Outcome | undefined): string {
  if (outcome === undefined) return ''
  return 'yaml' in outcome ? outcome.yaml : `refused: ${outcome.refused}`
}
