/**
 * One entry of a layer. `path` is its place in the image, with `/` between names; a leading `/` makes no difference.
 * A folder on the way to it is added as `0755` of root unless it has an entry of its own: name `/tmp` (`0o1777`) and
 * the like by yourself.
 */
export type LayerFile = { path: string } & Access &
  (
    | { source: string } // A file on disk; it is executable when its owner may execute it.
    | { content: string | Uint8Array }
    | { directory: true }
    | { target: string } // A symbolic link, kept as it is.
  )

/** Who may do what; without it an entry belongs to root and everybody may read it, whatever the umask was. */
export interface Access {
  mode?: number
  uid?: number
  gid?: number
}
