import type { CountsCommit, GraphCommit, Oid, Repository } from '@slipway/git'

/**
 * Tells whether a commit counts for a service: whether it changed one of the service's parts. A merge never does, as what it brings is there
 * itself. `''` among the parts are the files in the root, but for Markdown; a service without parts is counted every commit.
 */
export async function touching(
  repository: Repository,
  commits: ReadonlyMap<Oid, GraphCommit>,
  parts: ReadonlyMap<string, readonly string[]>,
): Promise<CountsCommit> {
  const single = [...commits.values()].filter(({ parents }) => parents.length < 2)
  const compared = single.map(({ oid, parents }) => ({ commit: oid, with: parents[0] }))
  const differences = await repository.readDifferences(compared, [])
  const servicesOf = servicesByPart(parts)
  const touched = new Map(
    [...differences].map(([oid, files]) => {
      const places = new Set(files.flatMap(({ path }) => placesOf(path)))
      return [oid, new Set([...places].flatMap((place) => servicesOf.get(place) ?? []))] as const
    }),
  )
  return ({ oid }, { of = '' }) =>
    commits.has(oid) && (!parts.has(of) || (touched.get(oid)?.has(of) ?? false))
}

function servicesByPart(parts: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [service, own] of parts)
    for (const part of own) found.set(part, [...(found.get(part) ?? []), service])
  return found
}

/** The path itself, and the folders that it lies in. */
function placesOf(path: string): string[] {
  const names = path.split('/')
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  const isOfRoot = names.length === 1 && !path.endsWith('.md')
  return [...folders, '.', ...(isOfRoot ? [''] : [])]
}
