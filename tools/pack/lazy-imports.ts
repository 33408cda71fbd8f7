import type { Plugin } from 'esbuild'
import path from 'node:path'

const namespace = 'lazy-import'

/**
 * Makes a CommonJS bundle load things only when they are first used: packages, although the sources import them at the top (a
 * module of getters stands in for each), and modules that the sources import dynamically. Each becomes a file beside the bundle,
 * of which `wanted` collects the entry points by name.
 */
export function lazyImports(wanted: Map<string, string>): Plugin {
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path: specifier, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined
        return { path: addFile(wanted, path.join(resolveDir, specifier)), external: true }
      })
      build.onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind, resolveDir }) => {
        const isOfPackage = resolveDir.includes(`${path.sep}node_modules${path.sep}`)
        if (kind !== 'import-statement' || isOfPackage || !isWorthAFile(specifier)) return undefined
        return { path: specifier, namespace }
      })
      build.onResolve({ filter: /.*/, namespace }, ({ path: specifier }) => ({
        path: specifier,
        external: true,
      }))
      build.onLoad({ filter: /.*/, namespace }, async ({ path: specifier }) => {
        const names = Object.keys((await import(specifier)) as object).filter((name) => name !== 'default')
        return { contents: writeGetters(addFile(wanted, specifier), names) }
      })
    },
  }
}

/** Node's own modules are there already; hashes are small, and most builds need them. */
function isWorthAFile(specifier: string): boolean {
  return !/^(?:node:|@noble\/)/.test(specifier)
}

/** Adds an entry point and gives the path of its bundle. */
function addFile(wanted: Map<string, string>, entry: string): string {
  const name = path.basename(entry, '.ts')
  wanted.set(name, entry)
  return `./${name}.cjs`
}

function writeGetters(file: string, names: readonly string[]): string {
  const specifier = JSON.stringify(file)
  const getters = names.map(
    (name) => `get ${JSON.stringify(name)}() { return require(${specifier}).${name} },`,
  )
  return `module.exports = {\n${getters.join('\n')}\n}`
}
