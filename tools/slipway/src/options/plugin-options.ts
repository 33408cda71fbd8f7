import { describeIssue } from '@slipway/config-repo/settings'
import path from 'node:path/posix'
import { z } from 'zod'
import { SlipwayError } from '../slipway-error.ts'
import { parseConfigRepo, type ConfigRepoLocation } from './config-repo-location.ts'

/** The options of the plugin `slipway/plugin` in `nx.json`. */
export const pluginOptionsSchema = z.strictObject({
  configRepo: z
    .string()
    .min(1)
    .default('config-repo')
    .describe('Where the config repo is: a folder of the workspace, or a Git URL with an optional "#branch"'),
  appsDir: z.string().min(1).default('apps').describe('Folder that new services are put in'),
})

/** What a user may write as the options of the plugin. */
export type PluginOptions = z.input<typeof pluginOptionsSchema>

/** The options of the plugin, defaults filled in. */
export interface NormalizedPluginOptions {
  readonly configRepo: ConfigRepoLocation
  /** Relative to the workspace root. */
  readonly appsDir: string
}

/** The name by which `nx.json` registers the plugin. */
export const pluginName = 'slipway/plugin'

/** Fills in the defaults of the plugin's options; throws `invalid-options`. */
export function normalizePluginOptions(options: unknown): NormalizedPluginOptions {
  const { success, data, error } = pluginOptionsSchema.safeParse(options ?? {})
  if (success) return { configRepo: parseConfigRepo(data.configRepo), appsDir: path.normalize(data.appsDir) }
  const issues = error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${describeIssue(issue)}`)
  throw new SlipwayError(
    'invalid-options',
    `Cannot read the options of the plugin "${pluginName}" in nx.json: ${issues.join('; ')}`,
  )
}

/** The options that an `nx.json` gives the plugin, the defaults when it does not register it. Throws `invalid-options`. */
export function readPluginOptions(nxJson: {
  plugins?: readonly unknown[] | undefined
}): NormalizedPluginOptions {
  const registered = (nxJson.plugins ?? []).find(
    (plugin): plugin is { options?: unknown } =>
      typeof plugin === 'object' && plugin !== null && 'plugin' in plugin && plugin.plugin === pluginName,
  )
  return normalizePluginOptions(registered?.options)
}
