import { ConfigRepoError, readSettings, settingsPath, type Settings } from '@slipway/config-repo/settings'
import path from 'node:path/posix'
import type { ConfigRepoLocation } from '../options/config-repo-location.ts'
import { readPluginOptions } from '../options/plugin-options.ts'
import { SlipwayError } from '../slipway-error.ts'
import type { SourceTree } from './source-tree.ts'

/** What `nx.json` says, as far as it matters here. */
export interface WorkspaceFacts {
  readonly configRepo: ConfigRepoLocation
  /** The branch that the workspace's own repository publishes from and to. */
  readonly branch: string
}

/** Reads a tree's `nx.json` as data. Throws as `parseWorkspaceFacts` does. */
export async function readWorkspaceFacts(tree: SourceTree): Promise<WorkspaceFacts> {
  return parseWorkspaceFacts((await tree.readTexts(['nx.json'])).get('nx.json'))
}

/** Reads the text of an `nx.json`. Throws `no-workspace` when there is none, `invalid-options` when it cannot be read. */
export function parseWorkspaceFacts(text: string | undefined): WorkspaceFacts {
  if (text === undefined)
    throw new SlipwayError('no-workspace', `Cannot find "nx.json": wanted an Nx workspace`)
  const content = parse(text)
  return {
    configRepo: readPluginOptions(content).configRepo,
    branch: (content.defaultBase ?? 'main').replace(/^origin\//, ''),
  }
}

/** The settings of a config repo that is a folder of the workspace. Throws `no-settings`, `invalid-settings`. */
export async function readFolderSettings(tree: SourceTree, folder: string): Promise<Settings> {
  const file = path.join(folder, settingsPath)
  const text = (await tree.readTexts([file])).get(file)
  if (text !== undefined) return readSettings(text, file)
  throw new ConfigRepoError('no-settings', `Cannot find "${file}": wanted the settings of the config repo`)
}

function parse(text: string): { plugins?: readonly unknown[]; defaultBase?: string } {
  try {
    return JSON.parse(text) as { plugins?: readonly unknown[]; defaultBase?: string }
  } catch (cause) {
    throw new SlipwayError('invalid-options', 'Cannot read "nx.json": wanted JSON without comments', {
      cause,
    })
  }
}
