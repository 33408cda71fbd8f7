import { join } from 'node:path'

import { build } from '../../build.ts'
import { KustomizeError } from '../../kustomize-error.ts'
import { writeTree, type Tree } from '../fuzz/tree.ts'
import { watchingReader } from './watching-reader.ts'

/** What a build must never do, whatever it is given. */
export interface Finding {
  readonly kind: 'crash' | 'slow' | 'outside' | 'pollution'
  readonly detail: string
}

/** What a build did with a tree. */
export interface Trial {
  readonly isAccepted: boolean
  readonly milliseconds: number
  readonly finding: Finding | undefined
}

/** How long a build of a few files may take. */
export const patience = 2000

/** A file that no build of a tree below the folder `repository` may read. */
export const outsideFile = 'outside/secret.yaml'

/** Builds a tree below a boundary and watches what happens. */
export async function tryTree(tree: Tree, scratch: string): Promise<Trial> {
  await writeTree(scratch, { ...tree, files: new Map([...tree.files, [outsideFile, secret]]) })
  const before = fingerprint()
  const boundary = join(scratch, 'repository')
  const { reader, outside } = watchingReader(boundary)
  const started = process.cpuUsage()
  const outcome = attempt(() =>
    build(join(scratch, tree.target), { read: reader, boundary, loadRestrictor: 'none' }),
  )
  const { user, system } = process.cpuUsage(started)
  const milliseconds = (user + system) / 1000
  const finding = judge({ outcome, outside, milliseconds, isPolluted: fingerprint() !== before })
  return { isAccepted: outcome === undefined, milliseconds, finding }
}

const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: secret\n'

interface Observed {
  readonly outcome: unknown
  readonly outside: readonly string[]
  readonly milliseconds: number
  readonly isPolluted: boolean
}

function judge({ outcome, outside, milliseconds, isPolluted }: Observed): Finding | undefined {
  if (outcome !== undefined && !isRefusal(outcome))
    return { kind: 'crash', detail: String((outcome as Error).stack).slice(0, 2000) }
  if (outside.length > 0) return { kind: 'outside', detail: outside.join(' ') }
  if (isPolluted) return { kind: 'pollution', detail: fingerprint() }
  return milliseconds > patience ? { kind: 'slow', detail: `${milliseconds.toFixed(0)} ms` } : undefined
}

function isRefusal(error: unknown): boolean {
  return error instanceof KustomizeError && error.problems.every(({ message }) => message !== '')
}

function attempt(action: () => unknown): unknown {
  try {
    action()
    return undefined
  } catch (error) {
    return error
  }
}

/** The names that all objects, arrays, functions and maps have. */
function fingerprint(): string {
  return [Object, Array, Function, Map, String]
    .map(({ prototype }) => Reflect.ownKeys(prototype).map(String).join())
    .join('\n')
}
