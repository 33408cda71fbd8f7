import { execa } from 'execa'
import { copyFile, glob, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Gives the clone `target` the dependencies that are installed in the workspace `source`, those in the folders of its
 * packages included: hard links where the file system has them, else copies. Links between the workspace's own packages are
 * relative, so they lead into the clone. npm writes its record in place, so that one file is always a copy. Caches stay behind.
 */
export async function shareDependencies(source: string, target: string): Promise<void> {
  for await (const folder of glob('{node_modules,*/*/node_modules}', { cwd: source, exclude: isInside })) {
    await copyFolder(path.join(source, folder), path.join(target, folder))
  }
  const record = 'node_modules/.package-lock.json'
  await rm(path.join(target, record))
  await copyFile(path.join(source, record), path.join(target, record))
  await rm(path.join(target, 'node_modules/.cache'), { recursive: true, force: true })
}

/** What a package keeps to itself comes along with the folder around it. */
function isInside(name: string): boolean {
  return name.startsWith(`node_modules${path.sep}`)
}

async function copyFolder(from: string, to: string): Promise<void> {
  const linked = await execa('cp', ['-a', '--link', from, to], { reject: false })
  if (!linked.failed) return
  await rm(to, { recursive: true, force: true })
  await execa('cp', ['-a', from, to])
}
