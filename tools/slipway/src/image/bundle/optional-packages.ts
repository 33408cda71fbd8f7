import type { Plugin } from 'esbuild'
import path from 'node:path'
import { isBelow } from '../../workspace/source-tree.ts'
import { isNative, isOptionalFor, packageFolder } from './native-packages.ts'

const asked = Symbol('asked')

/**
 * An esbuild plugin that leaves out what a package only tries to require: what nobody declares, as `debug` does with
 * `supports-color` (npm may have put it there for another package's sake, and the image must not depend on that); and
 * optional packages with native code, as `piscina` does without `@napi-rs/nice`. `installed` is what the lockfile declares.
 */
export function omitOptionalPackages(workspace: string, installed: readonly string[] | undefined): Plugin {
  return {
    name: 'omit-optional-packages',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path: specifier, pluginData, kind, importer, resolveDir }) => {
        const tries = kind === 'require-call' || kind === 'dynamic-import'
        const asker = packageFolder(importer)
        if (pluginData === asked || !tries || asker === undefined) return undefined
        const found = await resolve(specifier, { kind, importer, resolveDir, pluginData: asked })
        if (found.errors.length > 0 || found.external || !path.isAbsolute(found.path)) return undefined
        const folder = packageFolder(found.path)
        const isOptional = folder !== undefined && isOptionalFor(asker, specifier) && isNative(folder)
        const isLeftOut = isOptional || (kind === 'require-call' && !isDeclared(found.path))
        return isLeftOut ? { path: specifier, external: true } : undefined
      })
    },
  }

  function isDeclared(found: string): boolean {
    const file = path.relative(workspace, found).split(path.sep).join('/')
    return installed?.some((location) => isBelow(file, location)) ?? true
  }
}
