import { isDigest, type Digest } from '../digest/digest.ts'
import { OciError } from '../oci-error.ts'

// The grammar of the OCI distribution specification, "pulling manifests".
const repositoryPattern = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const hostPattern = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$/

/** The name of an image without tag or digest, in its two parts. */
export interface ImageName {
  /** `ghcr.io`, `127.0.0.1:5000`; `docker.io` where the name has none. */
  host: string
  repository: string
}

/** Takes apart `ghcr.io/team/orders`; the rules for what is a host are Docker's. Throws `invalid-name`. */
export function parseImageName(name: string): ImageName {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost'
  if (hasHost) return { host: checkHost(first), repository: checkRepository(name.slice(slash + 1)) }
  return { host: 'docker.io', repository: checkRepository(slash < 0 ? `library/${name}` : name) }
}

/** Takes apart `ghcr.io/team/orders@sha256:…`; throws `invalid-name` or `invalid-digest`. */
export function parseImageReference(reference: string): ImageName & { digest: Digest } {
  const at = reference.indexOf('@')
  const digest = at < 0 ? reference : reference.slice(at + 1)
  if (!isDigest(digest)) {
    throw new OciError(
      'invalid-digest',
      `Cannot read "${reference}": wanted <name>@sha256:<64 hexadecimal digits>`,
    )
  }
  return { ...parseImageName(reference.slice(0, at)), digest }
}

/** The repository's name, as it may become part of a URL; throws `invalid-name`. */
export function checkRepository(name: string): string {
  if (name.length <= 255 && repositoryPattern.test(name)) return name
  throw invalid('the name of a repository, in lower case like "team/orders"', name)
}

/** A host and port, as they may become part of a URL; throws `invalid-name`. */
export function checkHost(host: string): string {
  if (hostPattern.test(host)) return host
  throw invalid('a host like "ghcr.io" or "127.0.0.1:5000"', host)
}

/** A tag or digest, as it may become part of a URL; throws `invalid-name`. */
export function checkReference(reference: string): string {
  if (isDigest(reference) || tagPattern.test(reference)) return reference
  throw invalid('a tag or a digest', reference)
}

function invalid(wanted: string, found: string): OciError {
  // Before an "@" there may be a password.
  const shown = JSON.stringify(found.replace(/^.*@/s, '…@'))
  return new OciError('invalid-name', `Wanted ${wanted}, found ${shown}`)
}
