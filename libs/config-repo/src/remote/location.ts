/** Where a config repo lies: a branch of a Git repository, and the folder in it (`''` when the whole repository is one). */
export interface ConfigRepoLocation {
  /** Anything that `git fetch` takes. */
  readonly url: string
  readonly branch: string
  /** Without slashes at its ends. */
  readonly folder: string
}

/** A path in the config repo as a path in the Git repository. */
export function pathInRepository({ folder }: Pick<ConfigRepoLocation, 'folder'>, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}
