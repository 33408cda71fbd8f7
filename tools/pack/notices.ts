import type { Metafile } from 'esbuild'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes the licences of all packages that became a part of bundles; throws for a package without one. */
export async function writeNotices(bundles: readonly Metafile[], file: string): Promise<void> {
  const folders = new Set(bundles.flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageFolder)))
  const notices = await Promise.all([...folders].toSorted().map(readNotice))
  await writeFile(file, notices.join('\n---\n\n'))
}

function packageFolder(input: string): string[] {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []
}

async function readNotice(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
  if (name === undefined) throw new Error(`Cannot bundle "${folder}": wanted a licence file in it`)
  const text = await readFile(path.join(folder, name), 'utf8')
  return `${folder.replace(/^.*node_modules\//, '')}\n\n${text.trim()}\n`
}
