import type { Metafile } from 'esbuild'
import path from 'node:path/posix'
import { placeFiles } from './page.ts'

/** What a bundler made of the files that a page names, and where; paths as its metafile has them. */
export interface PlacedBundles {
  readonly metafile: Metafile
  /** Folder of the page. */
  readonly folder: string
  /** Folder that becomes the root of the site. */
  readonly site: string
}

/** The page as it is served: with the addresses of its bundles in place of its files. */
export function placeBundles(html: string, { metafile, folder, site }: PlacedBundles): string {
  const address = (output: string) => `/${path.relative(site, output)}`
  const entries = Object.entries(metafile.outputs).flatMap(([output, { entryPoint, cssBundle }]) =>
    entryPoint === undefined ? [] : [{ output, file: path.relative(folder, entryPoint), cssBundle }],
  )
  const addresses = new Map(entries.map(({ file, output }) => [file, address(output)]))
  return placeFiles(
    html,
    addresses,
    entries.flatMap(({ cssBundle }) => (cssBundle === undefined ? [] : [address(cssBundle)])),
  )
}
