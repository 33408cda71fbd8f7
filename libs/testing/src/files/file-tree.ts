import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes each `path: text` below `directory`, making the folders on the way. */
export async function writeFiles(directory: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}

/** Every file below `directory` as `path: text`, with `/` between folders; `.git` and `node_modules` are left out. */
export async function readFiles(directory: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(directory, file).split(path.sep).join('/')
    if (entry.isFile() && !/(^|\/)(\.git|node_modules)\//.test(name)) files[name] = await readFile(file, 'utf8')
  }
  return files
}
