import type { DependencyClosure, PinnedPackage } from '../../workspace/lockfile/dependency-closure.ts'
import type { LockedPackage, PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { npmUrl } from './package-url.ts'

/** One entry of a bill of materials, in the fields of CycloneDX 1.6. */
export interface Component {
  readonly type: 'application' | 'container' | 'library'
  readonly 'bom-ref': string
  readonly name: string
  readonly version?: string
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[]
  readonly licenses?: readonly (
    | { readonly expression: string }
    | { readonly license: { readonly name: string } }
  )[]
  readonly purl?: string
}

/** What each folder of the lockfile is in the bill: npm may have put one version of a package into several. */
export function describePackages(
  lock: PackageLock,
  { pinned, workspacePackages }: DependencyClosure,
): ReadonlyMap<string, Component> {
  return new Map([
    ...workspacePackages.map((folder) => [folder, describeOwn(folder, lock.packages[folder] ?? {})] as const),
    ...pinned.map((one) => [one.location, describePinned(one, lock.packages[one.location] ?? {})] as const),
  ])
}

function describeOwn(folder: string, { name, version, license }: LockedPackage): Component {
  return {
    type: 'library',
    'bom-ref': `workspace:${folder}`,
    name: name ?? folder,
    ...(version !== undefined && { version }),
    ...describeLicense(license),
  }
}

function describePinned({ name, version, integrity }: PinnedPackage, { license }: LockedPackage): Component {
  const purl = npmUrl(name, version)
  const hashes = integrity.split(' ').flatMap(readHash)
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(hashes.length > 0 && { hashes }),
    ...describeLicense(license),
    purl,
  }
}

/** By npm's name: CycloneDX's, and how many bytes the hash has. */
const algorithms: Record<string, readonly [alg: string, size: number]> = {
  sha1: ['SHA-1', 20],
  sha256: ['SHA-256', 32],
  sha384: ['SHA-384', 48],
  sha512: ['SHA-512', 64],
}

/** Reads one hash of an npm integrity, which is in base64 where CycloneDX has hexadecimal digits. */
function readHash(text: string): { alg: string; content: string }[] {
  const [, name = '', value = ''] = /^(sha\d+)-([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const [alg, size] = algorithms[name] ?? []
  const bytes = Buffer.from(value, 'base64')
  return alg === undefined || bytes.length !== size ? [] : [{ alg, content: bytes.toString('hex') }]
}

/** npm's words for what has no identifier of SPDX: "SEE LICENSE IN <file>", "UNLICENSED". */
const notSpdx = /^SEE |^UNLICENSED$|[^\w.+() -]/

function describeLicense(license: unknown): Pick<Component, 'licenses'> {
  if (typeof license !== 'string' || license === '') return {}
  return { licenses: [notSpdx.test(license) ? { license: { name: license } } : { expression: license }] }
}
