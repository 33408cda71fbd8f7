import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

const fileName = 'sbom.cdx.json'

/** Writes a bill of materials beside the layout of its image; the name is one that CycloneDX's readers know. */
export async function writeSbomFile(layout: string, text: string): Promise<void> {
  await writeFile(path.join(layout, fileName), text)
}

/** The bill of materials beside an image's layout, where there is one. */
export async function readSbomFile(layout: string): Promise<string | undefined> {
  return await readFile(path.join(layout, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
}
