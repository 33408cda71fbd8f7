import type { ImportedCommit } from '@slipway/testing'
import { setImage } from 'kustomize-ts'
import { serviceFiles } from '../generate/service-files.ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { commitMessage } from '../message/commit-message.ts'
import type { Action } from '../message/trailers.ts'
import { writeRelease, type Release } from '../release/release.ts'
import { readSettings } from '../settings/settings.ts'
import { digest, image } from './world.ts'

/** One release of a service, as a verb commits it. */
export interface ReleaseCommit {
  /** The folder of the config repo. */
  readonly folder?: string
  readonly environment?: string
  readonly service?: string
  readonly action?: Action
  readonly author?: string
  readonly time?: number
  /** A digit or letter that the source commit is made of. */
  readonly source?: string
  /** What else the release says. */
  readonly release?: Partial<Release>
}

const settings = readSettings(
  'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n  - name: production\n',
)

/** A commit that makes the digest of a letter run, for `importHistory()`: a publish takes some twenty processes. */
export function releaseCommit(letter: string, commit: ReleaseCommit = {}): ImportedCommit {
  const { environment = 'staging', service = 'orders', action = 'publish', author = 'Ann', time } = commit
  const { source = letter, folder = '' } = commit
  const placed = (path: string) => (folder === '' ? path : `${folder}/${path}`)
  const message = commitMessage({
    action,
    title: `${action} ${service}`,
    rows: [],
    environments: [environment],
    source: source.repeat(40),
  })
  const repository = 'https://example.test/shop.git'
  const built = { ...image(service, letter), source: { repository, commit: source.repeat(40) } }
  return {
    message,
    author,
    ...(time !== undefined && { time }),
    files: {
      [placed(kustomizationPath(environment, service))]: kustomizationOf(environment, service, letter),
      [placed(releasePath(environment, service))]: writeRelease({ ...built, ...commit.release }),
    },
  }
}

/** The kustomization of an overlay that runs the digest of a letter. */
export function kustomizationOf(environment: string, service: string, letter: string): string {
  const path = kustomizationPath(environment, service)
  const text = serviceFiles({ ...settings, name: service, port: 3000 })[path] ?? ''
  return setImage(text, { name: service, newName: `ghcr.io/acme/${service}`, digest: digest(letter) })
}
