import type { Plugin } from 'esbuild'
import { isBuiltin } from 'node:module'

const namespace = 'lazy-import'

/**
 * Makes a CommonJS bundle load some packages only when one of their exports is first used, although the sources import them at
 * the top: a module of getters stands in for each, and `fileOf` says what they load.
 */
export function lazyImports(fileOf: (name: string) => string | undefined): Plugin {
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        return kind === 'import-statement' && fileOf(path) !== undefined ? { path, namespace } : undefined
      })
      build.onResolve({ filter: /.*/, namespace }, ({ path }) => ({ path, external: true }))
      build.onLoad({ filter: /.*/, namespace }, async ({ path }) => {
        const exported = Object.keys((await import(path)) as object)
        const names = exported.filter((name) => name !== 'default' || isBuiltin(path))
        return { contents: writeGetters(fileOf(path) ?? path, names) }
      })
    },
  }
}

function writeGetters(file: string, names: readonly string[]): string {
  const specifier = JSON.stringify(file)
  const getters = names.map(
    (name) => `get ${JSON.stringify(name)}() { return require(${specifier}).${name} },`,
  )
  return `module.exports = {\n${getters.join('\n')}\n}`
}
