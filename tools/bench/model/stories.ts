import type { Command, Step } from './command.ts'
import { reviewOf } from './review-rules.ts'

const publish = (source: string, environments = ['staging'], hotfix = false): Step => ({
  command: { verb: 'publish', source, environments, hotfix },
})
const promote: Step = { command: { verb: 'promote', service: 'all' } }
const propose: Step = { command: { verb: 'propose', service: 'all' } }
const check: Step = { command: { verb: 'check' } }
const merge = (squash = false): Step => ({ command: { verb: 'merge', review: reviewOf('all'), squash } })
const at = (verb: 'rollback' | 'hold', slot: string, ends = false): Step => ({
  command: { verb, slot, ends },
})
const resume = (slot: string, drop = false): Step => ({ command: { verb: 'resume', slot, drop } })
const edit: Command = { verb: 'edit', slot: 'staging/orders', digest: 'x' }
const gate: Step = { command: { verb: 'gate' } }
const wait: Step = { command: { verb: 'wait' } }

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
    { ...publish('c3'), killedAt: 3 },
    { ...publish('c3'), raced: [edit, { verb: 'revert' }] },
    promote,
  ],
  'a review is stale once its target changed, and what was reviewed is what is merged': [
    publish('c1'),
    { ...propose, raced: [publish('c2').command] },
    publish('c3'),
    check,
    { command: { verb: 'amend', review: reviewOf('all') } },
    propose,
    merge(),
    propose,
    at('hold', 'production/orders'),
    check,
    merge(),
    resume('production/orders'),
    propose,
    merge(true),
    at('rollback', 'production/orders'),
  ],
  'a review whose target was held meanwhile is renewed by the same command': [
    publish('c1'),
    promote,
    publish('c2'),
    propose,
    at('hold', 'production/orders', true),
    wait,
    check,
    propose,
    check,
    merge(),
  ],
  'a merged review that was rolled back is made anew, though its branch is still there': [
    publish('c1'),
    promote,
    publish('c2'),
    propose,
    merge(),
    at('rollback', 'production/orders'),
    resume('production/orders'),
    propose,
    check,
    merge(),
    { command: { verb: 'revert' } },
    propose,
  ],
  'a hold ends by itself, and a hotfix goes past staging': [
    publish('c1', ['staging', 'production']),
    publish('c1', ['staging', 'production'], true),
    at('hold', 'production/orders', true),
    publish('c2', ['staging', 'production'], true),
    resume('ended'),
    wait,
    publish('c3', ['production'], true),
    resume('ended'),
    promote,
    publish('c3'),
    promote,
  ],
  'what is promoted has run half a day, when a gate wants it': [
    publish('c1'),
    { ...promote, raced: [{ verb: 'gate' }] },
    propose,
    wait,
    promote,
    publish('c2'),
    gate,
    { ...promote, raced: [{ verb: 'gate' }] },
    gate,
    promote,
  ],
}
