import { behaviours, type Behaviour } from '@slipway/testing/downstream'

const { answer, json } = behaviours

/** Everything that a downstream does wrong, by name; `well` is what it answers when it is not at it. */
export function listFaults(well: object): Record<string, Behaviour> {
  return {
    hangs: behaviours.hang,
    resets: behaviours.reset,
    'hangs up': behaviours.hangUp,
    'cuts short': behaviours.cutShort,
    'speaks no HTTP': behaviours.garbage,
    'never ends': behaviours.endless,
    'never ends its headers': behaviours.endlessHeaders,
    drips: behaviours.drip(well, 20),
    'drips its body': behaviours.dripBody(well, 50),
    'closes what it kept': behaviours.stale(json(well)),
    'sends no JSON': answer(200, '<html>'),
    'sends other JSON': json({ other: true }),
    'answers 500': answer(500),
    'answers 503': answer(503),
    'answers 503 later': answer(503, '', { 'Retry-After': '1' }),
    'is slow': json(well, 700),
  }
}
