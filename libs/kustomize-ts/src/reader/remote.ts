/** Whether a path in a kustomization is a URL: of a file over HTTP, or of a Git repository in one of the usual spellings. */
export function isRemote(path: string): boolean {
  if (path.startsWith('/')) return false
  if (isRemoteFile(path) || /^(?:git::)?(?:https?|ssh|file):\/\//i.test(path)) return true
  return isGitHubShorthand(path) || isScpStyle(path)
}

/** Whether a path is the URL of a file, whatever lies on the disk. */
export function isRemoteFile(path: string): boolean {
  return /^https?:/i.test(path)
}

/** `github.com/owner/repository/…`, which Kustomize clones although it has no scheme. */
function isGitHubShorthand(path: string): boolean {
  return /^(?:git::)?(?:[a-z][a-z0-9-]*@)?github\.com[/:][^/]+\/[^/]+/i.test(path)
}

/** `user@host:path`. */
function isScpStyle(path: string): boolean {
  return /^(?:git::)?[a-z][a-z0-9-]*@[^/:]+[:/][^/]+(?:\/|\.git|$)/i.test(path)
}
