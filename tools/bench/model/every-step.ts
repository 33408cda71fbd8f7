import type { Command, Step } from './command.ts'
import { reviewOf } from './review-rules.ts'

const publish = (source: string, environments = ['staging'], hotfix = false): Command => ({
  verb: 'publish',
  source,
  environments,
  hotfix,
})
const promote: Command = { verb: 'promote', service: 'all' }
const propose: Command = { verb: 'propose', service: 'all' }
const edit: Command = { verb: 'edit', slot: 'staging/orders', digest: 'x' }
const rollback = (environment: string, ends = false): Command => ({
  verb: 'rollback',
  slot: `${environment}/orders`,
  ends,
})
const hold = (environment: string): Command => ({ verb: 'hold', slot: `${environment}/orders`, ends: true })
const resume = (slot: string, drop = false): Command => ({ verb: 'resume', slot, drop })

const commands: readonly Command[] = [
  ...['c1', 'c2', 'c3'].map((source) => publish(source)),
  publish('c2', ['production'], true),
  publish('c2', ['staging', 'production'], true),
  promote,
  propose,
  { verb: 'check' },
  { verb: 'merge', review: reviewOf('all'), squash: false },
  rollback('staging'),
  rollback('production', true),
  hold('staging'),
  hold('production'),
  resume('staging/orders'),
  resume('staging/orders', true),
  resume('production/orders'),
  resume('ended'),
  edit,
  { verb: 'revert' },
  { verb: 'gate' },
  { verb: 'wait' },
]

/** The steps of an exhaustive search: three builds, two environments, every verb, and everybody who interferes. */
export const everyStep: readonly Step[] = [
  ...commands.map((command) => ({ command })),
  { command: publish('c3'), killedAt: 3 },
  { command: publish('c2'), raced: [publish('c3')] },
  { command: publish('c3'), raced: [edit] },
  { command: promote, raced: [rollback('staging')] },
  { command: rollback('staging'), raced: [publish('c3')] },
  { command: propose, raced: [hold('production')] },
]
