import { packageLockPath } from '../../workspace/lockfile/package-lock.ts'
import type { ImageResult } from '../result.ts'
import { imageUrl } from '../sbom/package-url.ts'
import type { BuildPlatform } from './build-platform.ts'
import type { SourceFacts } from './source-facts.ts'

/** Media type of a statement, and what it is listed as among an image's artifacts. */
export const provenanceType = 'application/vnd.in-toto+json'

/** What the statement says, shown beside it in lists as BuildKit and others do. */
export const predicateType = 'https://slsa.dev/provenance/v1'

/**
 * The provenance of an image: an in-toto statement (v1) with the predicate SLSA provenance v1. It tells which commit and
 * what else went in, and who built. It is not signed: whoever may write to the registry may write another one.
 */
export function writeProvenance(result: ImageResult, source: SourceFacts, platform: BuildPlatform): string {
  const { service, project, image, digest, inputs, builder } = result
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: image, digest: toDigestSet(digest) }],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType: `urn:slipway:${builder}:1`,
        externalParameters: {
          ...(source.repository !== undefined && { repository: source.repository }),
          revision: source.commit,
          service,
          project,
          ...(source.platforms.length > 0 && { platforms: source.platforms }),
        },
        internalParameters: { inputs },
        resolvedDependencies: [...describeSource(source), ...describeBase(result)],
      },
      runDetails: {
        builder: { id: platform.id },
        ...(platform.invocation !== undefined && { metadata: { invocationId: platform.invocation } }),
      },
    },
  }
  // Read by people too.
  return `${JSON.stringify(statement, undefined, 2)}\n`
}

function describeSource({ repository, commit, lockfile }: SourceFacts): object[] {
  const uri = repository === undefined ? {} : { uri: `git+${repository}@${commit}` }
  return [
    { name: 'source', ...uri, digest: { gitCommit: commit } },
    ...(lockfile === undefined ? [] : [{ name: packageLockPath, digest: { gitBlob: lockfile } }]),
  ]
}

function describeBase({ base }: ImageResult): object[] {
  if (!base) return []
  const [name = ''] = base.reference.split('@')
  const uri = base.reference === 'local' ? {} : { uri: imageUrl(name, base.digest) }
  return [{ name: 'base', ...uri, digest: toDigestSet(base.digest) }]
}

function toDigestSet(digest: string): Record<string, string> {
  const [algorithm = '', value = ''] = digest.split(':')
  return { [algorithm]: value }
}
