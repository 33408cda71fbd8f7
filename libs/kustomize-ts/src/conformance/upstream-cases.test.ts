import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { describeWith, temporaryDirectory } from '@slipway/testing'
import { beforeAll, expect, it } from 'vitest'

import { build } from '../build.ts'
import { kustomizeVersion } from '../finish/annotate.ts'
import { KustomizeError } from '../kustomize-error.ts'
import knownDifferences from './known-differences.json' with { type: 'json' }

interface UpstreamCase {
  readonly id: string
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>
  readonly emptyDirs?: readonly string[]
  readonly target: string
  readonly options: { readonly reorder: 'legacy' | 'none'; readonly loadRestrictor?: string }
  readonly expect: { readonly yaml?: string }
}

const casesFile = new URL('../../../../../shared/kustomize/cases/build.json', import.meta.url)

describeWith(['cases'], "Kustomize's own cases", () => {
  let cases: readonly UpstreamCase[] = []

  beforeAll(async () => {
    cases = JSON.parse(await readFile(casesFile, 'utf8')) as UpstreamCase[]
  })

  it('build() gives what each case expects, but for the known differences', async () => {
    const root = await temporaryDirectory()
    const failed: string[] = []
    for (const [index, upstream] of cases.entries()) {
      if (!(await passes(upstream, join(root, String(index))))) failed.push(upstream.id)
    }
    expect(failed.toSorted()).toEqual(Object.keys(knownDifferences).toSorted())
    expect(cases.length).toBeGreaterThan(0)
  })
})

async function passes(upstream: UpstreamCase, root: string): Promise<boolean> {
  const fill = (text: string) => text.replaceAll('@@ROOT@@', root).replaceAll('@@VERSION@@', kustomizeVersion)
  for (const folder of upstream.emptyDirs ?? []) await mkdir(join(root, folder), { recursive: true })
  for (const [path, content] of Object.entries(upstream.files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    const bytes = typeof content === 'string' ? fill(content) : Buffer.from(content.base64, 'base64')
    await writeFile(join(root, path), bytes)
  }
  const expected = upstream.expect.yaml === undefined ? undefined : fill(upstream.expect.yaml)
  return buildOrRefuse(join(root, upstream.target), upstream.options) === expected
}

/** The YAML of a build; undefined when it is refused. */
function buildOrRefuse(
  folder: string,
  { reorder, loadRestrictor }: UpstreamCase['options'],
): string | undefined {
  try {
    return build(folder, {
      reorder,
      loadRestrictor: loadRestrictor === 'LoadRestrictionsNone' ? 'none' : 'rootOnly',
    }).yaml
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}
