import type { ProjectConfiguration } from '@nx/devkit'

/** What a project that is a kustomization refers to. */
export interface ConfigNotes {
  /** The kustomization file, relative to the workspace root. */
  readonly file: string
  /** Roots of the projects that it refers to. */
  readonly references: readonly string[]
}

/** What makes a service's image. */
export interface ServiceNotes {
  /** Names of npm packages. */
  readonly makers: readonly string[]
}

/**
 * What making the projects found out and making the edges needs. It travels in the metadata of the projects, as Nx asks
 * for edges later, and not always in the same process.
 */
export interface Notes {
  readonly config?: ConfigNotes
  readonly service?: ServiceNotes
}

const key = 'slipway'

/** Notes as the metadata of a project. */
export function writeNotes(notes: Notes): Record<string, unknown> {
  return { [key]: notes }
}

/** The notes about a project; none when it is not one of ours. */
export function readNotes({ metadata }: Pick<ProjectConfiguration, 'metadata'>): Notes {
  return ((metadata as Record<string, unknown> | undefined)?.[key] as Notes | undefined) ?? {}
}
