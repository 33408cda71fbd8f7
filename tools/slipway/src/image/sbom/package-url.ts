/** The name of a package everywhere: `pkg:npm/%40acme/kit@1.0.0` (the specification of package URLs, type "npm"). */
export function npmUrl(name: string, version: string): string {
  return `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${encodeURIComponent(version)}`
}

/** The name of an image by its digest (the specification of package URLs, type "oci"). */
export function imageUrl(image: string, digest: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1)
  return `pkg:oci/${encodeURIComponent(name)}@${encodeURIComponent(digest)}?repository_url=${encodeURIComponent(image)}`
}
