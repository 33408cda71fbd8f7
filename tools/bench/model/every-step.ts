import type { Command, Step } from './command.ts'

const publish = (source: string, environment = 'staging'): Command => ({
  verb: 'publish',
  source,
  environment,
})
const promote: Command = { verb: 'promote', service: 'all' }
const edit: Command = { verb: 'edit', slot: 'staging/orders', digest: 'x' }
const rollback = (environment: string): Command => ({ verb: 'rollback', slot: `${environment}/orders` })

const commands: readonly Command[] = [
  ...['c1', 'c2', 'c3'].map((source) => publish(source)),
  publish('c2', 'production'),
  promote,
  rollback('staging'),
  rollback('production'),
  { verb: 'hold', slot: 'staging/orders' },
  { verb: 'resume', slot: 'staging/orders', drop: false },
  { verb: 'resume', slot: 'staging/orders', drop: true },
  { verb: 'resume', slot: 'production/orders', drop: false },
  edit,
  { verb: 'revert' },
]

/** The steps of an exhaustive search: three builds, two environments, every verb, and everybody who interferes. */
export const everyStep: readonly Step[] = [
  ...commands.map((command) => ({ command })),
  { command: publish('c3'), killedAt: 8 },
  { command: publish('c2'), raced: [publish('c3')] },
  { command: publish('c3'), raced: [edit] },
  { command: promote, raced: [rollback('staging')] },
  { command: rollback('staging'), raced: [publish('c3')] },
]
