import { z } from 'zod'
import { ConfigRepoError } from '../config-repo-error.ts'
import { settingsPath } from '../layout/paths.ts'
import { environmentName } from '../names/name.ts'
import { refuseStrayRoutes, routeSchema } from './route.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { gatesSchema } from './gates.ts'

const label = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, {
  error:
    'wanted a label value: at most 63 letters, digits, ".", "_" and "-", a letter or digit at either end',
})

const registry = z.string().regex(/^[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/, {
  error: 'wanted a registry with an optional path, such as "ghcr.io/acme"',
})

const environment = z
  .strictObject({
    name: environmentName.describe('Name of the environment: its folder below overlays/'),
    namespace: environmentName.optional().describe('Namespace of its workloads; the name when left out'),
    replicas: z.int().min(0).default(1).describe('Replicas of a new service in this environment'),
    sync: z
      .enum(['automated', 'manual'])
      .default('automated')
      .describe('Whether Argo CD applies a commit by itself'),
    gates: gatesSchema.optional().describe('What a promotion into this environment has to pass'),
  })
  .transform(({ namespace, ...rest }) => ({ ...rest, namespace: namespace ?? rest.name }))

/** The schema of `slipway.yaml`. */
export const settingsSchema = z
  .strictObject({
    registry: registry.describe('What the names of images begin with: <registry>/<service>'),
    team: label.optional().describe('Owner of the services: the label "team"'),
    environments: z
      .array(environment)
      .min(1)
      .superRefine(refuseTwins)
      .describe('Environments in the order of promotion'),
    routes: z
      .array(routeSchema)
      .optional()
      .describe('Which branch or tag goes where; the first that fits counts'),
  })
  .superRefine(refuseStrayRoutes)

/** What `slipway.yaml` says, defaults filled in. */
export type Settings = z.output<typeof settingsSchema>

/** One environment of `slipway.yaml`. */
export type Environment = Settings['environments'][number]

/** Reads the text of a `slipway.yaml`; throws `invalid-settings` with every problem in it. */
export function readSettings(text: string, file: string = settingsPath): Settings {
  const { value, problems } = parseYaml(text, file, settingsSchema)
  if (!problems) return value
  throw new ConfigRepoError('invalid-settings', `Cannot read the settings in "${file}"`, { problems })
}

/** The environment of that name; throws `unknown-environment`. */
export function findEnvironment(settings: Settings, name: string): Environment {
  const found = settings.environments.find((candidate) => candidate.name === name)
  if (found) return found
  const known = settings.environments.map((candidate) => `"${candidate.name}"`).join(', ')
  throw new ConfigRepoError(
    'unknown-environment',
    `Cannot find the environment "${name}": "${settingsPath}" has ${known}`,
  )
}

function refuseTwins(environments: readonly { name: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  for (const [index, { name }] of environments.entries()) {
    if (seen.has(name)) {
      context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is there twice` })
    }
    seen.add(name)
  }
}
