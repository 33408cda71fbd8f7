import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Files of a made-up repository, by path below its root. A link has the path that it leads to. */
export type TreeFiles = ReadonlyMap<string, string | Uint8Array | { readonly link: string }>

/** A repository, and the folder in it that is to be built. */
export interface Tree {
  readonly files: TreeFiles
  readonly target: string
}

/** Puts a tree where nothing, or an earlier one, was. */
export async function writeTree(root: string, { files }: Tree): Promise<void> {
  await rm(root, { recursive: true, force: true })
  await mkdir(root, { recursive: true })
  for (const [path, content] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    if (typeof content === 'string' || content instanceof Uint8Array)
      await writeFile(join(root, path), content)
    else await symlink(content.link, join(root, path))
  }
}
