import { z } from 'zod'
import { duration } from '../time/duration.ts'

/** A name that `npm run` takes as a script and never as an option. */
const scriptName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]*$/, {
  error: 'wanted the name of an npm script: letters, digits, ":", ".", "_" and "-"',
})

/** The schema of what has to be true before a build may be promoted into an environment. */
export const gatesSchema = z.strictObject({
  minimumTime: duration
    .optional()
    .describe(
      'How long a build has to run undisturbed in the environment that it is promoted from: "2h", "1d12h"',
    ),
  scripts: z
    .array(scriptName)
    .default([])
    .describe('npm scripts of the workspace, in their order, that have to succeed'),
})

/** What has to be true before a build may be promoted into an environment. */
export type Gates = z.output<typeof gatesSchema>
