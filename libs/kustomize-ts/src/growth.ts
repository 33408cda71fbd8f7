import { fail } from './kustomize-error.ts'

/** Folders that one build may open, one that is opened twice counting twice. */
export const maximumFolders = 10_000
/** Kustomizations that may refer to each other in a row. */
export const maximumChain = 250
/** Resources that one kustomization may have. */
export const maximumResources = 100_000
/** Bytes of one file. */
export const maximumFileSize = 32 * 1024 * 1024
/** Nodes, and texts by twenty characters, that patches, replacements and variables of one build may copy. */
export const maximumCopies = 500_000

// A few small files can ask for results of any size: bases that name two others each, values that are copied into
// themselves. A build runs from its start to its end without a pause, so one count is enough for all.
let folders = 0
let copies = 0

/** Begins to count for a new build. */
export function startGrowth(): void {
  folders = 0
  copies = 0
}

/** Counts a folder that is opened, which is that far from where the build began. */
export function countFolder(chain: number): void {
  folders++
  if (folders > maximumFolders)
    throw fail('limit-exceeded', `A build may open ${maximumFolders} folders: found more`)
  if (chain > maximumChain)
    throw fail('limit-exceeded', `A build may follow ${maximumChain} kustomizations in a row: found more`)
}

/** Counts nodes that are made out of others, and the characters in them. */
export function countCopies(nodes: number, characters = 0): void {
  copies += nodes + characters / 20
  if (copies > maximumCopies)
    throw fail('limit-exceeded', `The changes of a build may copy ${maximumCopies} values: found more`)
}

/** Throws when a file is too large to be meant for a cluster. */
export function checkFileSize(path: string, size: number): void {
  if (size > maximumFileSize)
    throw fail('limit-exceeded', `The file "${path}" may have ${maximumFileSize} bytes: found ${size}`)
}

/** Throws when a kustomization has too many resources. */
export function checkResources(count: number): void {
  if (count > maximumResources)
    throw fail('limit-exceeded', `A kustomization may have ${maximumResources} resources: found ${count}`)
}

/** What to say for an error of the engine itself that data of that depth or size makes; undefined for other errors. */
export function describeOverflow(error: unknown): string | undefined {
  if (!(error instanceof RangeError)) return undefined
  if (error.message.includes('call stack')) return 'The files nest too deep in each other'
  const isSize = /^(?:Invalid (?:string|array) length|.*(?:too large|exceeds|out of range))/.test(
    error.message,
  )
  return isSize ? 'The result of the build is too large' : undefined
}
