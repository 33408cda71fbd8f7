import type { Loader, Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Files beside a source that it may refer to by URL; the bundle gets them under their names. */
export const assetLoaders: Record<string, Loader> = { '.wasm': 'file' }

const reference = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.wasm)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g

/**
 * An esbuild plugin for `new URL('./sum.wasm', import.meta.url)`, the way to refer to a file beside a module that Node
 * and other bundlers share, and which esbuild leaves alone: the file comes along, and the URL leads to it.
 */
export const urlAssets: Plugin = {
  name: 'url-assets',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path: file }) => {
      if (file.includes(`${path.sep}node_modules${path.sep}`)) return undefined
      const text = await readFile(file, 'utf8')
      const contents = importAssets(text)
      return contents === text ? undefined : { contents, loader: /\.[cm]?ts$/.test(file) ? 'ts' : 'js' }
    })
  },
}

/** Imports are hoisted, so they come last: every line keeps its number. */
function importAssets(text: string): string {
  const imports: string[] = []
  const replaced = text.replaceAll(reference, (_, quote: string, asset: string) => {
    const name = `slipwayAsset${imports.length}`
    imports.push(`import ${name} from ${quote}${asset}${quote}`)
    return `new URL(${name}, import.meta.url)`
  })
  return [replaced, ...imports].join('\n')
}
