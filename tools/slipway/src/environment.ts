import { ciAuthor } from '@slipway/config-repo/ci-author'
import type { Author } from '@slipway/git'
import { homedir } from 'node:os'
import path from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { readBuildPlatform, type BuildPlatform } from './image/provenance/build-platform.ts'

/** What the command line and the targets take from the process they run in; nothing else here reads it. */
export interface Environment {
  /** Where images are kept instead of the registry of `slipway.yaml`. */
  readonly store: string | undefined
  /** Folder of what can be made again: base images, config repos. */
  readonly cache: string
  /** Folder of Docker's own configuration, with the credentials for registries. */
  readonly dockerConfig: string
  /** Whom commits name in a pipeline; elsewhere Git knows. */
  readonly author: Author | undefined
  /** Who builds, for the provenance of images. */
  readonly buildPlatform: BuildPlatform
  /** Whether somebody wants no colours, also on a terminal. */
  readonly noColor: boolean
  /** Whether a variable is set, as those that hold the secrets of a build; programs that are run inherit its value. */
  hasVariable(name: string): boolean
}

/** Reads `SLIPWAY_STORE`, `XDG_CACHE_HOME`, `DOCKER_CONFIG`, `NO_COLOR` and what says who started a pipeline. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  return {
    store: variables['SLIPWAY_STORE'] || undefined,
    cache: cacheFolder(variables),
    dockerConfig: variables['DOCKER_CONFIG'] || path.join(homedir(), '.docker'),
    author: ciAuthor(variables),
    buildPlatform: readBuildPlatform(variables),
    noColor: Boolean(variables['NO_COLOR']),
    hasVariable: (name) => Boolean(variables[name]),
  }
}
