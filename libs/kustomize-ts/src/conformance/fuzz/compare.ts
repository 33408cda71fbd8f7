import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { build } from '../../build.ts'
import { KustomizeError } from '../../kustomize-error.ts'
import { writeTree, type Tree } from './tree.ts'

/** What one of the two made of a tree: its output, or why it refused. */
export type Outcome = { readonly yaml: string } | { readonly refused: string }

/** A tree of which the two make different things. */
export interface Difference {
  readonly kind: 'bytes' | 'only-refused-here' | 'only-refused-there' | 'crash'
  readonly ours: Outcome
  readonly theirs: Outcome
}

/** What both made of a tree; `difference` is undefined where they agree, or where kustomize-ts says that it cannot do it. */
export interface Comparison {
  readonly isAccepted: boolean
  readonly isUnsupported: boolean
  readonly difference: Difference | undefined
}

/** What the other side makes of a folder. */
export type Reference = (folder: string) => Promise<Outcome>

/** Builds a tree with both, in a scratch folder that is emptied before. */
export async function compareTree(tree: Tree, scratch: string, reference: Reference): Promise<Comparison> {
  await writeTree(scratch, tree)
  const target = join(scratch, tree.target)
  const theirs = await reference(target)
  const ours = buildHere(target)
  const isAccepted = 'yaml' in theirs
  const isUnsupported = isAccepted && ours.isUnsupported === true
  return { isAccepted, isUnsupported, difference: isUnsupported ? undefined : differenceOf(ours, theirs) }
}

function differenceOf(ours: OurOutcome, theirs: Outcome): Difference | undefined {
  if (ours.crashed === true) return { kind: 'crash', ours, theirs }
  if ('yaml' in ours && 'yaml' in theirs)
    return ours.yaml === theirs.yaml ? undefined : { kind: 'bytes', ours, theirs }
  if ('refused' in ours && 'refused' in theirs) return undefined
  return { kind: 'refused' in ours ? 'only-refused-here' : 'only-refused-there', ours, theirs }
}

type OurOutcome = Outcome & { readonly crashed?: true; readonly isUnsupported?: boolean }

function buildHere(folder: string): OurOutcome {
  try {
    return { yaml: build(folder).yaml }
  } catch (error) {
    if (error instanceof KustomizeError)
      return { refused: error.message, isUnsupported: error.code === 'unsupported' }
    return { refused: String((error as Error).stack), crashed: true }
  }
}

const patience = 20_000

/** The kustomize command. */
export function runKustomize(program: string): Reference {
  return (folder) => runCommand(program, folder)
}

function runCommand(program: string, folder: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['build', folder], { stdio: ['ignore', 'pipe', 'pipe'], timeout: patience })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.on('error', reject)
    child.on('close', (status) => {
      const refused = Buffer.concat(errors).toString()
      resolve(status === 0 ? { yaml: Buffer.concat(output).toString() } : { refused })
    })
  })
}
