import { git } from '@slipway/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigRepoError } from '../config-repo-error.ts'
import { writeRelease } from '../release/release.ts'
import { digest, World } from '../testing/world.ts'
import type { PublishResult } from './publish.ts'
import type { PublishPlan } from './publish-plan.ts'

const letter = fc.constantFrom('a', 'b', 'c')

/** What happens to a config repo. */
const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('publish' as const),
      letters: fc.record({ orders: letter, carts: letter }),
      isNew: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('edit', 'hold', 'revert') }) },
)

const both = { environments: ['staging', 'production'] }

/** Publishes after a dry run; gives what that planned, what was done, and whether the dry run changed anything. */
async function publishPlanned(
  world: World,
  commit: string,
  letters: Record<string, string>,
): Promise<{
  planned: unknown
  done: unknown
  stayed: boolean
}> {
  const before = await world.refs()
  const dry = await outcomeOf(world.publish(commit, letters, { ...both, dryRun: true }))
  const stayed = (await world.refs()) === before
  const real = await outcomeOf(world.publish(commit, letters, both))
  if (typeof dry === 'string' || typeof real === 'string') {
    return { planned: dry, done: real, stayed: stayed && (await world.refs()) === before }
  }
  const { tip, message, files } = JSON.parse(JSON.stringify(dry.plan)) as PublishPlan
  expect(real.plan).toEqual(JSON.parse(JSON.stringify(dry.plan)))
  const planned = message === null ? { tip } : { tip, message, files }
  return { planned, done: await lastCommit(world, real), stayed: stayed && dry.commit === null }
}

/** What a publish did to the config repo, as a plan has it. */
async function lastCommit(world: World, { commit, plan }: PublishResult): Promise<object> {
  if (commit === null) return { tip: await world.tip() }
  const changed = (await git(world.config, 'diff', '--name-only', plan.tip, 'main')).split('\n')
  const texts = changed.map(async (file) => [file, `${await world.read(file)}\n`] as const)
  return {
    tip: await git(world.config, 'rev-parse', 'main^'),
    message: (await git(world.config, 'log', '-1', '--format=%B', 'main')).trimEnd(),
    files: Object.fromEntries(await Promise.all(texts)),
  }
}

async function outcomeOf(publishing: Promise<PublishResult>): Promise<PublishResult | string> {
  return publishing.catch((error: unknown) => {
    if (error instanceof ConfigRepoError) return error.code
    throw error
  })
}

async function interfere(world: World, does: 'edit' | 'hold' | 'revert'): Promise<void> {
  if (does === 'revert') return world.revert()
  if (does === 'edit') {
    const file = 'overlays/staging/orders/kustomization.yaml'
    return world.edit(file, (text) => `${text.replace(/digest: .*/, `digest: ${digest('e')}`)}\n# by hand\n`)
  }
  const release = await world.releaseOf('carts')
  const hold = { reason: `Held on ${await world.count()}`, since: '2026-11-21T08:00:00Z' }
  return world.edit('overlays/staging/carts/release.yaml', () => writeRelease({ ...release, hold }))
}

describe('publish()', () => {
  it('applies exactly what a dry run plans, whatever happened before', async () => {
    const world = await World.create()
    let commit = await world.change('0')
    await world.publish(commit, { orders: 'a', carts: 'a' })
    for (const step of fc.sample(anyStep, { seed: 3, numRuns: 8 })) {
      if (step.does !== 'publish') {
        await interfere(world, step.does)
        continue
      }
      if (step.isNew) commit = await world.change(await world.count())
      const { planned, done, stayed } = await publishPlanned(world, commit, step.letters)
      expect({ done, stayed }).toEqual({ done: planned, stayed: true })
    }
  })
})
