import { gzipSync } from 'fflate'
import { readFile, writeFile } from 'node:fs/promises'
import type { TreeFile } from './tree.ts'

/** Images and fonts are compressed already. */
const compressible = /\.(css|html|ico|js|json|map|mjs|svg|txt|wasm|webmanifest|xml)$/

/**
 * Writes a `.gz` beside each file that gets smaller by it. With fflate, whose bytes depend on its version alone: those of
 * node:zlib depend on the Node at hand.
 */
export async function compressFiles(files: readonly TreeFile[]): Promise<void> {
  for (const { name, source } of files) {
    if (!compressible.test(name)) continue
    const content = await readFile(source)
    const compressed = gzipSync(content, { level: 9, mtime: 0 })
    if (compressed.length < content.length) await writeFile(`${source}.gz`, compressed)
  }
}
