import { openRepository } from '@slipway/git'
import { describe, expect, it } from 'vitest'
import { createSampleWorkspace } from '../testing/sample-workspace.ts'
import { testEnvironment } from '../testing/test-environment.ts'
import { openSourceTree } from '../workspace/source-tree.ts'
import { CheckedResults } from './check-results.ts'

describe('CheckedResults', () => {
  it('looks at each service once, for however many environments', async () => {
    const workspace = await createSampleWorkspace()
    const tree = await openSourceTree(await openRepository(workspace), 'HEAD')
    const checked = new CheckedResults(tree, { workspace, environment: testEnvironment })
    const [web] = await checked.withResults(new Set(['web']))
    const [again, other] = await checked.withResults(new Set(['api', 'web']))
    expect([again?.service.name, other?.service.name].toSorted()).toEqual(['api', 'web'])
    expect([again, other]).toContain(web)
  })
})
