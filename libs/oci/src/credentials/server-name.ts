/** What Docker calls a registry in its config and towards credential helpers: Docker Hub has kept its first address. */
export function serverName(host: string): string {
  return host === 'docker.io' ? 'https://index.docker.io/v1/' : host
}

/** Every name that an entry about a registry may have; older clients wrote addresses. */
export function serverNames(host: string): string[] {
  return [
    ...new Set([
      serverName(host),
      host,
      `https://${host}`,
      `https://${host}/`,
      `https://${host}/v1/`,
      `https://${host}/v2/`,
    ]),
  ]
}
