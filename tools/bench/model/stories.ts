import type { Command, Step } from './command.ts'

const publish = (source: string): Step => ({ command: { verb: 'publish', source, environment: 'staging' } })
const promote: Step = { command: { verb: 'promote', service: 'all' } }
const at = (verb: 'rollback' | 'hold', slot: string): Step => ({ command: { verb, slot } })
const resume = (slot: string, drop = false): Step => ({ command: { verb: 'resume', slot, drop } })
const edit: Command = { verb: 'edit', slot: 'staging/orders', digest: 'x' }

/** Sequences that chance finds late, as each of their steps depends on several before it. */
export const stories: Readonly<Record<string, readonly Step[]>> = {
  'what is held is not promoted, and what waits goes out in the end': [
    publish('c1'),
    promote,
    publish('c2'),
    at('hold', 'staging/orders'),
    promote,
    publish('c3'),
    resume('staging/orders'),
    promote,
  ],
  'a rollback keeps what waits, and a drop forgets it': [
    publish('c1'),
    publish('c2'),
    at('hold', 'staging/orders'),
    publish('c3'),
    at('rollback', 'staging/orders'),
    at('rollback', 'staging/orders'),
    { ...resume('staging/orders', true), raced: [edit] },
    publish('c3'),
  ],
  'a revert stays, also for who was killed and for who lost a race': [
    publish('c1'),
    publish('c2'),
    { command: { verb: 'revert' } },
    publish('c2'),
    { ...publish('c3'), killedAt: 5 },
    { ...publish('c3'), raced: [edit, { verb: 'revert' }] },
    promote,
  ],
}
