import { checkHost } from '../store/names.ts'

/** The address of a registry's API: HTTPS, but HTTP on this machine's own addresses. Throws `invalid-name`. */
export function hostUrl(host: string): URL {
  // Docker Hub's API does not live under the host that its images are named by.
  const address = checkHost(host) === 'docker.io' ? 'registry-1.docker.io' : host
  const secure = new URL(`https://${address}/v2/`)
  return isLoopback(secure) ? new URL(`http://${address}/v2/`) : secure
}

/** Whether a credential may go there: nobody on the way can read it. */
export function isPrivateEnough(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
