import { z } from 'zod'
import { ConfigRepoError } from '../config-repo-error.ts'
import { environmentName, releaseName, serviceName } from '../names/name.ts'
import { parseYaml, writeYaml } from '../yaml/parse-yaml.ts'
import { buildSchema, orderBuild } from './build.ts'
import { moment } from './moment.ts'

const oid = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, { error: 'wanted the full id of a commit' })

const reason = z.string().min(1)

/** The schema of a hold: as long as it is there, neither publish nor promote changes what runs. */
export const holdSchema = z.strictObject({
  reason: reason.describe('Why, in the words of whoever holds it'),
  since: moment.describe('When the hold began'),
  until: moment.optional().describe('When it ends by itself; without it, "slipway resume" ends it'),
})

const hotfixSchema = z
  .strictObject({ reason: reason.describe('Why it did not go through the environments before') })
  .describe('It was published here past the environments before')

/** The schema of a build that waits: what `release.yaml` says of it once it runs. */
const pendingSchema = buildSchema.extend({ hotfix: hotfixSchema.optional() })

/** The schema of `release.yaml`. */
export const releaseSchema = z.strictObject({
  service: serviceName,
  ...buildSchema.shape,
  since: moment
    .optional()
    .describe(
      'When this began to be what runs here; absent where a review was merged, of which the history tells',
    ),
  release: releaseName.optional().describe('Name of the release set that it came with'),
  promoted: z
    .strictObject({
      from: environmentName.describe('The environment that ran it before'),
      commit: oid.describe('The commit of the config repo at which it did'),
    })
    .optional()
    .describe('Where it was promoted from; absent when it was published here'),
  hotfix: hotfixSchema.optional(),
  hold: holdSchema.optional().describe('Keeps publish and promote away'),
  pending: pendingSchema
    .optional()
    .describe('The newest build that was published while held: what "slipway resume" deploys'),
})

/** What runs in an overlay, where it came from, and what keeps it there. */
export type Release = z.output<typeof releaseSchema>

/** A build that waits for the end of a hold. */
export type PendingBuild = NonNullable<Release['pending']>

/** Why and for how long a service is held. */
export type Hold = z.output<typeof holdSchema>

/** Reads the text of a `release.yaml`; throws `invalid-release` with every problem in it. */
export function readRelease(text: string, file: string): Release {
  const { value, problems } = parseYaml(text, file, releaseSchema)
  if (!problems) return value
  throw new ConfigRepoError('invalid-release', `Cannot read the release in "${file}"`, { problems })
}

/** The text of a `release.yaml`, always with the same keys in the same order. */
export function writeRelease(release: Release): string {
  const { service, since, release: name, promoted, hold, pending } = release
  return writeYaml(
    dropUndefined({
      service,
      ...orderBuild(release),
      since,
      release: name,
      promoted: promoted && { from: promoted.from, commit: promoted.commit },
      hotfix: orderHotfix(release),
      hold: hold && dropUndefined({ reason: hold.reason, since: hold.since, until: hold.until }),
      pending: pending && dropUndefined({ ...orderBuild(pending), hotfix: orderHotfix(pending) }),
    }),
    'Written by slipway: where the digest in kustomization.yaml came from.',
  )
}

function orderHotfix({ hotfix }: Pick<Release, 'hotfix'>): Release['hotfix'] {
  return hotfix && { reason: hotfix.reason }
}

function dropUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
