import type { Plugin } from 'esbuild'
import path from 'node:path'
import { isBelow } from '../../workspace/source-tree.ts'

const asked = Symbol('asked')

/**
 * An esbuild plugin that leaves out what a package only tries to require and nobody declares, as `debug` does with
 * `supports-color`: npm may have put it there for another package's sake, and the image must not depend on that.
 */
export function omitUndeclaredPackages(workspace: string, installed: readonly string[]): Plugin {
  return {
    name: 'omit-undeclared-packages',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path: specifier, pluginData, kind, importer, resolveDir }) => {
        if (pluginData === asked || kind !== 'require-call' || !/[\\/]node_modules[\\/]/.test(importer))
          return undefined
        const found = await resolve(specifier, { kind, importer, resolveDir, pluginData: asked })
        if (found.errors.length > 0 || found.external || !path.isAbsolute(found.path)) return undefined
        const file = path.relative(workspace, found.path).split(path.sep).join('/')
        const isDeclared = installed.some((location) => isBelow(file, location))
        return isDeclared ? undefined : { path: specifier, external: true }
      })
    },
  }
}
