import type { Command, Step } from './command.ts'

const publish = (source: string, environment = 'staging'): Command => ({
  verb: 'publish',
  source,
  environment,
})

const commands: readonly Command[] = [
  ...['c1', 'c2', 'c3'].map((source) => publish(source)),
  publish('c2', 'production'),
  { verb: 'edit', slot: 'staging/orders', digest: 'x' },
  { verb: 'revert' },
]

/** The steps of an exhaustive search: three builds, two environments, everybody who interferes. */
export const everyStep: readonly Step[] = [
  ...commands.map((command) => ({ command })),
  { command: publish('c3'), killedAt: 12 },
  { command: publish('c2'), raced: [publish('c3')] },
  { command: publish('c3'), raced: [{ verb: 'edit', slot: 'staging/orders', digest: 'x' }] },
]
