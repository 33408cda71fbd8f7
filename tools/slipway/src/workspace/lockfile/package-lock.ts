import { SlipwayError } from '../../slipway-error.ts'

/** What this package reads of one entry of `packages` in a `package-lock.json`. */
export interface LockedPackage {
  readonly name?: string
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  /** Of the workspace's own packages alone. */
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** A lockfile of npm 7 or newer: each package by the folder that it lies in, relative to the workspace root. */
export interface PackageLock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** Where npm puts its lockfile. */
export const packageLockPath = 'package-lock.json'

/** Reads the text of a `package-lock.json`; throws `no-lockfile` when it is not one of npm 7 or newer. */
export function readPackageLock(text: string): PackageLock {
  const content = parse(text)
  if (typeof content === 'object' && content !== null && 'packages' in content) return content as PackageLock
  throw unreadable('wanted lockfileVersion 2 or 3, found no "packages"')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : 'not JSON', cause)
  }
}

function unreadable(reason: string, cause?: unknown): SlipwayError {
  return new SlipwayError('no-lockfile', `Cannot read "${packageLockPath}": ${reason}`, { cause })
}
